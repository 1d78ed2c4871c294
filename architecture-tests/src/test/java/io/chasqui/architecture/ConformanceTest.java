package io.chasqui.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every statement of the specification is proven by a test or marked with a reason; those that are not yet are counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    /** Statements about the provider that no test proves. It only goes down. */
    private static final int UNPROVEN = 0;

    private final SourceTree sources = SourceTree.read();
    private final Conformance conformance = Conformance.read(sources);

    @Test
    void knowsAllStatements() {
        assertThat(conformance.statements()).hasSize(349);
    }

    @Test
    void contradictsItselfNowhere() {
        assertThat(conformance.contradictions()).isEmpty();
    }

    @Test
    void leavesNoMoreUnprovenThanAgreed() {
        List<String> unproven =
                conformance.unproven().stream().map(Statement::id).toList();

        assertThat(unproven.size())
                .as(
                        "statements that nothing proves (if fewer: lower the number in this test; if more: prove them): %s",
                        unproven)
                .isEqualTo(UNPROVEN);
    }

    @Test
    void publishesThePage() throws IOException {
        Path page = sources.root().resolve("architecture-tests/target/conformance/statements.adoc");
        Files.createDirectories(page.getParent());

        Files.writeString(page, new ConformancePage(conformance).text());

        assertThat(page).content().contains("JMS:SPEC:2]", "JMS:SPEC:281]", "unproven");
    }

    @Test
    void refusesClaimsThatCannotHold() {
        SourceFile file = SourceFile.of(Path.of("m/src/test/java/FooTest.java"), """
                class FooTest {
                    @Test @Assertion({"A", "B", "A"}) void proves() {}
                    @Assertion("A") void isNoTest() {}
                    @Test @Disabled @Assertion("A") void isOff() {}
                    @Test @Assertion("C") void provesTheUnknown() {}
                }
                """);
        Conformance made = new Conformance(
                List.of(new Statement("A", "1", "a"), new Statement("B", "1", "b")),
                List.of(Mark.parse("B | informative | why"), Mark.parse("D | informative | why")),
                Proof.in(file));

        assertThat(made.contradictions())
                .containsExactly(
                        "FooTest#proves says twice that it proves A; say it once",
                        "marks.txt marks D, which is no statement; correct it",
                        "m/src/test/java/FooTest.java:2: FooTest#proves claims B, which marks.txt takes out;"
                                + " remove the mark or the claim",
                        "m/src/test/java/FooTest.java:3: FooTest#isNoTest claims A and is no test that runs;"
                                + " move the claim to one",
                        "m/src/test/java/FooTest.java:4: FooTest#isOff claims A and is no test that runs;"
                                + " move the claim to one",
                        "m/src/test/java/FooTest.java:5: FooTest#provesTheUnknown claims C, which is no statement;"
                                + " correct it");
    }

    @Test
    void refusesMarksWithoutKindOrReason() {
        assertThatThrownBy(() -> Mark.parse("JMS:SPEC:1 | informative | "))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("id | kind | reason");
        assertThatThrownBy(() -> Mark.parse("JMS:SPEC:1 | dull | because"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'dull'")
                .hasMessageContaining("INFORMATIVE");
    }
}
