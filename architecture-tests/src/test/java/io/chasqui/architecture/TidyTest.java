package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Reads every source of every module and asks the laws about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
    private final SourceTree sources = SourceTree.read();
    private final Map<String, List<Violation>> violations = Laws.violations(sources.files());
    private final Excuses excuses = Excuses.read();

    @TestFactory
    Stream<DynamicTest> keepsTheLaw() {
        return violations.entrySet().stream()
                .map(law -> DynamicTest.dynamicTest(
                        law.getKey(), () -> Violations.assertNone(law.getKey(), excuses.without(law.getValue()))));
    }

    @Test
    void readsTheSourcesOfTheModulesThatMatterMost() {
        Map<String, Long> filesByModule = sources.files().stream()
                .filter(file -> !file.isTest())
                .collect(Collectors.groupingBy(SourceFile::module, Collectors.counting()));

        assertThat(filesByModule).containsKeys("protocol", "jms-provider", "broker-engine");
    }
}
