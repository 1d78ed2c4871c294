package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A run of the distribution's {@code bin/chasqui}, as a user starts it. */
final class Program implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    private Program(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static Path home() {
        return Path.of(System.getProperty("chasqui.home", "target/chasqui")).toAbsolutePath();
    }

    static Program start(Path directory, String... args) throws IOException {
        return startFrom(home(), directory, args);
    }

    /** Starts the program of another home, which was unpacked elsewhere. */
    static Program startFrom(Path home, Path directory, String... args) throws IOException {
        return startFrom(home, directory, Map.of(), args);
    }

    /** The same with more variables in its environment. */
    static Program startFrom(Path home, Path directory, Map<String, String> environment, String... args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/chasqui").toString());
        command.addAll(List.of(args));
        Path errors = Files.createTempFile(directory, "errors-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), errors);
    }

    /** Gives the program its standard input, and the end of it. */
    Program type(String text) throws IOException {
        try (BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(text);
        }
        return this;
    }

    /** The next line of standard output; null at its end. */
    @Nullable
    String line() throws IOException {
        return out.readLine();
    }

    /** The rest of standard output. */
    List<String> lines() {
        return out.lines().toList();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM; not by {@link Process#destroy}, which would close its output too. */
    void terminate() {
        assertThat(process.toHandle().destroy()).as("SIGTERM is sent").isTrue();
    }

    void kill() {
        process.destroyForcibly();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the program ends")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
