package io.chasqui.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report counts by package and shows why tests failed. */
class TckReportTest {
    private static final TestOutcome PASSED = new TestOutcome(Verdict.PASSED, "a.b.OneIT", "passes", 12, "");
    private static final TestOutcome FAILED =
            new TestOutcome(Verdict.FAILED, "a.c.TwoIT", "fails", 34, "java.lang.Exception: no\tmessage\nat line 1");

    @TempDir
    private Path folder;

    @Test
    void countsByPackage() {
        TckReport report = new TckReport("Tests", List.of(FAILED, PASSED));

        assertThat(report.summary()).isEqualTo("2 tests: 1 passed, 1 failed, 0 skipped");
        assertThat(report.text())
                .containsPattern("a\\.b +1 +1 +0 +0")
                .containsPattern("a\\.c +1 +0 +1 +0")
                .contains("FAILED a.c.TwoIT#fails (34 ms)")
                .contains("java.lang.Exception: no message");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void isNotPassedWhenNothingRan() {
        assertThat(new TckReport("Tests", List.of()).passed()).isFalse();
        assertThat(new TckReport("Tests", List.of(PASSED)).passed()).isTrue();
    }

    @Test
    void isWrittenInThreeForms() throws IOException {
        new TckReport("Tests", List.of(PASSED, FAILED)).write(folder);

        assertThat(folder.resolve("report.txt")).content().contains("Slowest");
        assertThat(folder.resolve("report.adoc")).content().contains("| a.b | 1 | 1 | 0 | 0");
        assertThat(Files.readAllLines(folder.resolve("outcomes.tsv")).stream().map(TestOutcome::parse))
                .containsExactly(PASSED, FAILED);
    }
}
