package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The command line of every {@link Yardstick}.
 *
 * @param directory for files of the program
 * @param warmUpSeconds length of the phase before the measured one
 * @param measuredSeconds length of the measured phase
 * @param result file to write the {@link RunResult} to
 */
record YardstickArguments(Path directory, int warmUpSeconds, int measuredSeconds, Path result) {

    private static final int COUNT = 4;

    /** Reads the command line. */
    static YardstickArguments of(String... arguments) {
        if (arguments.length != COUNT) {
            throw new IllegalArgumentException("Expected folder, warm-up seconds, measured seconds and result file, but"
                    + " got " + arguments.length + " arguments.");
        }
        return new YardstickArguments(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Path.of(arguments[3]));
    }

    /** The command line that {@link #of} reads. */
    List<String> words() {
        return List.of(
                directory.toString(),
                Integer.toString(warmUpSeconds),
                Integer.toString(measuredSeconds),
                result.toString());
    }

    /** Writes the times of round trips. */
    void write(Histogram roundTripNanos) throws IOException {
        new RunResult(Latencies.ofSends(List.of(roundTripNanos)), RunResult.CORRECT)
                .with(Map.of(Figure.MESSAGES_PER_SECOND, roundTripNanos.getTotalCount() / (double) measuredSeconds))
                .write(result);
    }
}
