package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * The figures of one run and the verdict of its check.
 *
 * @param figures what was measured; a figure that does not apply is absent
 * @param verdict {@link #CORRECT}, or what was wrong in words
 */
record RunResult(Map<Figure, Double> figures, String verdict) {

    /** The verdict of a run in which every message came exactly once and in order. */
    static final String CORRECT = "every message exactly once";

    private static final String VERDICT_KEY = "verdict";

    RunResult {
        figures = Map.copyOf(figures);
    }

    /** Whether the figures may be used. */
    boolean correct() {
        return verdict.equals(CORRECT);
    }

    /** The same with more figures. */
    RunResult with(Map<Figure, Double> more) {
        Map<Figure, Double> all = new EnumMap<>(Figure.class);
        all.putAll(figures);
        all.putAll(more);
        return new RunResult(all, verdict);
    }

    /** A run that did not come to its end. */
    static RunResult failed(String reason) {
        return new RunResult(Map.of(), reason);
    }

    /** Writes the result where the process that started this one looks for it. */
    void write(Path file) throws IOException {
        var properties = new Properties();
        figures.forEach((figure, value) -> properties.setProperty(figure.key(), Double.toString(value)));
        properties.setProperty(VERDICT_KEY, verdict);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Reads what {@link #write} wrote. */
    static RunResult read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            String value = properties.getProperty(figure.key());
            if (value != null) {
                figures.put(figure, Double.valueOf(value));
            }
        }
        return new RunResult(figures, properties.getProperty(VERDICT_KEY, "the client wrote no verdict"));
    }
}
