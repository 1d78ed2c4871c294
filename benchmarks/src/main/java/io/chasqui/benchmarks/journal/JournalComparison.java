package io.chasqui.benchmarks.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine's append and force path beside the bare Chronicle loop: taking turns, medians and their ratio. */
@Command(
        name = "bench journal",
        mixinStandardHelpOptions = true,
        description = "Compares the journal's append and force path with a bare Chronicle append and force loop.")
public final class JournalComparison implements Callable<Integer> {

    @Option(names = "--directory", required = true, description = "a folder on the disk to measure")
    private @Nullable Path directory;

    @Option(names = "--rounds", defaultValue = "5", description = "runs of each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "measured seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "2", description = "seconds before (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(
            names = "--windows",
            split = ",",
            defaultValue = "64,1024",
            description = "messages in flight (default: ${DEFAULT-VALUE})")
    private List<Integer> windows = List.of();

    private JournalComparison() {}

    private interface Opener {
        JournalPath open(Path directory) throws IOException;
    }

    /**
     * Runs the comparison; {@code --help} tells the options.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JournalComparison()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var table = new StringBuilder("""
                [cols="<,>,>,>,>,>",options="header"]
                |===
                |In flight |Bare loop, messages/s |Engine's journal, messages/s |Ratio |Forces/s, bare |Forces/s, engine
                """);
        for (int window : windows) {
            double[][] bare = new double[2][rounds];
            double[][] engine = new double[2][rounds];
            for (int round = 0; round < rounds; round++) {
                measure("bare", window, round, bare, JournalPath::bareChronicle);
                measure("engine", window, round, engine, JournalPath::engine);
            }
            double ours = median(engine[0]);
            double theirs = median(bare[0]);
            table.append(String.format(
                    Locale.ROOT,
                    "|%,d |%,.0f |%,.0f |%.2f |%,.0f |%,.0f%n",
                    window,
                    theirs,
                    ours,
                    ours / theirs,
                    median(bare[1]),
                    median(engine[1])));
        }
        System.out.println(table + "|===");
        return 0;
    }

    private void measure(String name, int window, int round, double[][] results, Opener opener)
            throws IOException, InterruptedException {
        if (directory == null) {
            throw new IllegalStateException("Expected --directory; name a folder on the disk to measure.");
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(directory), "journal-");
        try (JournalPath path = opener.open(folder)) {
            var loop = new PipelinedLoop(path, window);
            loop.run(warmUpSeconds);
            PipelinedLoop.Outcome outcome = loop.run(seconds);
            results[0][round] = outcome.messagesPerSecond();
            results[1][round] = outcome.forcesPerSecond();
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-7s in flight %,6d round %d %,10.0f msg/s %,8.0f forces/s",
                    name,
                    window,
                    round + 1,
                    outcome.messagesPerSecond(),
                    outcome.forcesPerSecond()));
        } finally {
            delete(folder);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
