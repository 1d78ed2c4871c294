package io.chasqui.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own suite passes, run in test JVMs as the TCK is. */
class ConformanceSuiteTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void passesOver(String transport) throws IOException, InterruptedException {
        Path folder = TARGET.resolve("conformance-" + transport);

        TckReport report =
                TckMain.run(TckOptions.parse("--report=" + folder, "--transport=" + transport, "--timeout=2000"));

        assertThat(report.passed()).as(report.text()).isTrue();
        assertThat(report.outcomes()).hasSizeGreaterThan(50);
        assertThat(folder.resolve("report.adoc")).exists();
    }

    @Test
    void runsWhatIsAskedForOnly() throws IOException, InterruptedException {
        Path folder = TARGET.resolve("conformance-one");

        TckReport report =
                TckMain.run(TckOptions.parse("--report=" + folder, "--select=NamesIT#factoriesServeBothDomains"));

        assertThat(report.summary()).isEqualTo("1 tests: 1 passed, 0 failed, 0 skipped");
    }
}
