package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The exceptions to the laws are few, counted, reasoned and in use. */
class ExceptionsTest {
    /** Raising this number is a decision; lowering it is a pleasure. */
    private static final int AGREED = 4;

    @Test
    void areAsManyAsAgreed() {
        assertThat(Excuses.read().entries()).hasSize(AGREED);
    }

    @Test
    void areAllInUse() {
        SourceTree sources = SourceTree.read();
        JavaClasses classes = sources.classes();
        Stream<List<Violation>> tidy = Laws.violations(sources.files()).values().stream();
        Stream<List<Violation>> directions =
                DependencyReport.over(sources.files()).violations(DependencyRules.all(), classes).values().stream();
        Stream<List<Violation>> exports = Stream.of(new Exports(sources, classes).violations());
        List<Violation> all = Stream.of(tidy, directions, exports)
                .flatMap(violations -> violations)
                .flatMap(List::stream)
                .toList();

        assertThat(Excuses.read().unused(all))
                .as("lines of exceptions.txt that excuse nothing; remove them")
                .isEmpty();
    }

    @Test
    void needReasons() {
        assertThatThrownBy(() -> Excuses.parse("clock | io.chasqui.server.SystemClock | "))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rule | type | reason");
    }

    @Test
    void coverOneRuleOfOneType() {
        Violation violation = new Violation("clock", "io.chasqui.A", "A.java:1", "found", "advice");

        assertThat(Excuses.parse("clock | io.chasqui.A | why").without(List.of(violation)))
                .isEmpty();
        assertThat(Excuses.parse("clock | io.chasqui.B | why").without(List.of(violation)))
                .containsExactly(violation);
        assertThat(Excuses.parse("cycles | io.chasqui.A | why").without(List.of(violation)))
                .containsExactly(violation);
    }
}
