package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process says and answers when its disk does not force any more. */
class BrokenDiskTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path directory;

    private Process process;
    private BufferedReader out;
    private String url;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BreakingBroker.class.getName(),
                        directory.resolve("data").toString())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        out = process.inputReader(StandardCharsets.UTF_8);
        url = out.readLine();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void doesNotEndWithStatusZeroWhenTheLastForceFails() throws IOException, InterruptedException {
        breakDisk();

        process.toHandle().destroy();

        assertEndsExplained();
    }

    @Test
    void endsByItselfWhenAForceFailsAndConfirmsNothing() throws IOException, InterruptedException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(url + "?reconnectTimeoutMillis=100");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("orders"), "before");
            breakDisk();

            assertThatThrownBy(() -> context.createProducer().send(context.createQueue("orders"), "after"))
                    .isInstanceOf(jakarta.jms.JMSRuntimeException.class);
        }

        assertEndsExplained();
    }

    private void breakDisk() throws IOException {
        process.getOutputStream().write('!');
        process.getOutputStream().flush();
        assertThat(out.readLine()).isEqualTo("broken");
    }

    private void assertEndsExplained() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        List<String> errors = Files.readAllLines(directory.resolve("errors"));
        assertThat(process.exitValue()).as("exit status; errors: %s", errors).isEqualTo(ExitCode.FAILED.status());
        assertThat(errors)
                .filteredOn(line -> line.startsWith("chasqui broker:"))
                .singleElement()
                .asString()
                .contains("segment-10000001.cq4")
                .contains("Reason: Input/output error.")
                .contains("start the broker again");
        assertThat(errors).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
    }
}
