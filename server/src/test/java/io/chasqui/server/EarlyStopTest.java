package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process says and answers when it is told to end before it is ready. */
class EarlyStopTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final String UNREADY = "chasqui broker: Stopped before it was ready.";

    @TempDir
    private Path directory;

    @Test
    void endsWithOneLineWhenItIsStoppedBeforeItsStart() throws IOException, InterruptedException {
        assertThat(stop("before")).containsExactly(UNREADY);
    }

    @Test
    void endsTheStartAndThenTheBroker() throws IOException, InterruptedException {
        assertThat(stop("during"))
                .noneMatch(line -> line.startsWith("\tat "))
                .filteredOn(line -> line.startsWith("chasqui broker:"))
                .containsExactly(UNREADY);

        try (Broker next = Broker.start(BrokerOptions.standalone(directory.resolve("data")))) {
            assertThat(next.queueCounters()).isEmpty();
        }
    }

    @Test
    void reportsNoFailureOfAStartThatIsStopped() throws IOException, InterruptedException {
        assertThat(stop("failing")).containsExactly(UNREADY);
    }

    /** Sends SIGTERM at a moment of the start; returns what the process has said. It has to end with status 0. */
    private List<String> stop(String moment) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EarlyStop.class.getName(),
                        moment,
                        directory.resolve("data").toString())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("starting");

            process.toHandle().destroy();

            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
            assertThat(out.readLine()).as("it is never ready").isNull();
        } finally {
            process.destroyForcibly();
        }
        List<String> said = Files.readAllLines(errors);
        assertThat(process.exitValue()).as("exit status; errors: %s", said).isZero();
        return said;
    }
}
