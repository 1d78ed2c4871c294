package io.chasqui.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the operating system. */
final class Tool {
    private static final long LIMIT_SECONDS = 30;

    private Tool() {}

    /** A program could not be started, failed, or did not end. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote, without white space at both ends
     */
    static String run(String... command) throws FailedException {
        try {
            Path output = Files.createTempFile("tool", ".out");
            try {
                return run(output, command);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new FailedException(command[0] + " cannot be run: " + e.getMessage());
        }
    }

    private static String run(Path output, String... command) throws FailedException, IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new FailedException(String.join(" ", command) + " did not end in " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException(String.join(" ", command) + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0) {
            throw new FailedException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + text);
        }
        return text;
    }
}
