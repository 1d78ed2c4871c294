package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Where and when the figures were taken.
 *
 * @param description one line for the report
 */
record Machine(String description) {

    private static final String MODEL_LABEL = "model name";

    /** Describes this machine, with the Java that {@code java} starts. */
    static Machine of(Java java, Clock clock) throws IOException {
        return new Machine(LocalDate.now(clock) + "; " + release(java) + "; " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + "; " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
    }

    private static String release(Java java) throws IOException {
        Path file = java.executable().toRealPath().resolveSibling("../release").normalize();
        if (!Files.exists(file)) {
            return "Java of " + java.executable();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .map(line -> "JDK " + line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .orElse("Java of " + java.executable());
        }
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(MODEL_LABEL))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
