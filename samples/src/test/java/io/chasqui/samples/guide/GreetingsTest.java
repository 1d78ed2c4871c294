package io.chasqui.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program runs in a process of its own, because it keeps its data in the working directory. */
class GreetingsTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void printsWhatWentThroughTheBroker() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Greetings.class.getName())
                .directory(directory.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));

        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).as(Files.readString(errors)).isEqualToIgnoringNewLines("Hello");
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("chasqui-data")).isDirectory();
    }
}
