package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Counts the pauses in a log that a JVM wrote with {@code -Xlog:gc}. */
final class GarbageLog {

    private static final String UNIT = "ms";

    private GarbageLog() {}

    /** How many pauses the log tells of, and how long they were together. */
    static Map<Figure, Double> read(Path log) throws IOException {
        List<String> pauses;
        try (var lines = Files.lines(log)) {
            pauses = lines.filter(line -> line.contains(" Pause ") && line.endsWith(UNIT))
                    .toList();
        }
        double millis = pauses.stream()
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1, line.length() - UNIT.length())))
                .sum();
        return Map.of(Figure.BROKER_GC_PAUSES, (double) pauses.size(), Figure.BROKER_GC_PAUSE_MILLIS, millis);
    }
}
