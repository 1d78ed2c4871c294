package io.chasqui.benchmarks.micro;

import io.chasqui.benchmarks.journal.JournalPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Batches of 1 KiB into the journal's files, not forced. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
    private @Nullable Path directory;
    private @Nullable JournalPath journal;

    /** Opens an empty journal. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("journal-benchmark-");
        journal = JournalPath.engine(directory);
    }

    /** A turn with one batch. */
    @Benchmark
    public void append() throws IOException {
        Objects.requireNonNull(journal).append(1);
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(journal).close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Objects.requireNonNull(directory))) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
