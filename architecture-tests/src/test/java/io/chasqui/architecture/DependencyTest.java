package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Reads the compiled classes of every module and asks the rules of direction about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DependencyTest {
    private final SourceTree sources = SourceTree.read();
    private final JavaClasses classes = sources.classes();
    private final Map<String, List<Violation>> violations =
            DependencyReport.over(sources.files()).violations(DependencyRules.all(), classes);
    private final Excuses excuses = Excuses.read();

    @TestFactory
    Stream<DynamicTest> keepsTheDirection() {
        return violations.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> Violations.assertNone(rule.getKey(), excuses.without(rule.getValue()))));
    }

    @Test
    void keepsToItselfWhatNobodyElseUses() {
        Violations.assertNone("exports", excuses.without(new Exports(sources, classes).violations()));
    }

    @Test
    void readsTheClassesOfEveryPackageThatHasSources() {
        List<String> withSources = sources.files().stream()
                .filter(file -> !file.isTest() && !file.isPackageInfo())
                .filter(file -> !file.module().equals("benchmarks"))
                .map(SourceFile::typeName)
                .distinct()
                .toList();

        assertThat(classes.stream().map(type -> type.getName()).collect(Collectors.toSet()))
                .as("compiled classes; build the modules before this one")
                .containsAll(withSources);
    }
}
