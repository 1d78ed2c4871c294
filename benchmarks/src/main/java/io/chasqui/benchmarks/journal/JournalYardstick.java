package io.chasqui.benchmarks.journal;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares the two journals: batches of 1 KiB, one document and one force for every window of 1, 64 or 1,024 of them, on
 * one thread. Arguments: a directory on the disk to measure, and seconds per line (default 5).
 */
public final class JournalYardstick {
    private static final int SEGMENT_BYTES = 64 << 20;
    private static final int BODY_BYTES = 1024 - 44;
    private static final int KEPT_SEGMENTS = 4;
    private static final List<Integer> WINDOWS = List.of(1, 64, 1024);

    private JournalYardstick() {}

    private interface Opener {
        JournalStore open(Path directory) throws IOException;
    }

    /**
     * Runs all lines.
     *
     * @param arguments directory and seconds per line
     * @throws IOException when the directory cannot be used
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("Name a directory on the disk to measure, then seconds per line.");
        }
        Path base = Path.of(arguments[0]);
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        System.out.println("journal, window        msg/s   forces/s  force avg us  stalls>10ms  longest append ms");
        for (int window : WINDOWS) {
            measure("chronicle", base, window, seconds, JournalYardstick::chronicle);
            measure("filechannel", base, window, seconds, JournalYardstick::fileChannel);
        }
    }

    private static JournalStore chronicle(Path directory) throws IOException {
        return ChronicleJournalStore.open(directory, new ChronicleOptions(SEGMENT_BYTES, 2, System::nanoTime));
    }

    private static JournalStore fileChannel(Path directory) throws IOException {
        return FileChannelJournalStore.open(directory, SEGMENT_BYTES, System::nanoTime);
    }

    private static void measure(String name, Path base, int window, int seconds, Opener opener) throws IOException {
        Path directory = Files.createTempDirectory(base, "yardstick-");
        try (JournalStore store = opener.open(directory);
                Journal journal = store.start()) {
            JournalWriter writer = JournalWriter.open(journal, store.summary(), 0, 0);
            run(writer, window, TimeUnit.SECONDS.toNanos(1)); // warm up
            JournalStatistics statistics = journal.statistics();
            statistics.forces().set(0);
            statistics.forceNanos().set(0);
            statistics.stalls().set(0);
            statistics.longestAppendNanos().set(0);
            long before = System.nanoTime();
            long messages = run(writer, window, TimeUnit.SECONDS.toNanos(seconds));
            print(name + " " + window, messages, System.nanoTime() - before, statistics);
        } finally {
            delete(directory);
        }
    }

    private static long run(JournalWriter writer, int window, long durationNanos) {
        byte[] body = new byte[BODY_BYTES];
        long end = System.nanoTime() + durationNanos;
        long messages = 0;
        while (System.nanoTime() < end) {
            if (writer.rollDue()) {
                writer.roll(0);
                int keep = writer.journal().segment() - KEPT_SEGMENTS + 1;
                List.copyOf(writer.journal().segments().headMap(keep).keySet()).forEach(writer.journal()::delete);
            }
            for (int i = 0; i < window; i++) {
                writer.begin(0).writeRaw(body, 0, body.length);
                writer.end(0);
            }
            writer.flush();
            writer.force();
            messages += window;
        }
        return messages;
    }

    private static void print(String line, long messages, long nanos, JournalStatistics statistics) {
        double seconds = nanos / 1e9;
        long forces = statistics.forces().get();
        System.out.println(String.format(
                Locale.ROOT,
                "%-18s %10.0f %10.0f %13.0f %12d %18.1f",
                line,
                messages / seconds,
                forces / seconds,
                statistics.forceNanos().get() / 1e3 / forces,
                statistics.stalls().get(),
                statistics.longestAppendNanos().get() / 1e6));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
