package io.chasqui.benchmarks.journal;

import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.SpillStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal of plain files, only to measure against: it always begins empty and recovers nothing. What it shows is the
 * price of the memory mapping, not a journal to trust messages to.
 */
public final class FileChannelJournalStore implements JournalStore {
    private final Path directory;
    private final int segmentBytes;
    private final LongSupplier nanoClock;

    private FileChannelJournalStore(Path directory, int segmentBytes, LongSupplier nanoClock) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.nanoClock = nanoClock;
    }

    /**
     * Opens an empty directory.
     *
     * @param directory where the files go
     * @param segmentBytes size at which a segment is full
     * @param nanoClock a monotonic clock in nanoseconds, for measuring only
     * @throws IOException when the directory cannot be used
     */
    public static FileChannelJournalStore open(Path directory, int segmentBytes, LongSupplier nanoClock)
            throws IOException {
        Files.createDirectories(directory);
        return new FileChannelJournalStore(directory, segmentBytes, nanoClock);
    }

    @Override
    public @Nullable CheckpointFile checkpoint() {
        return null;
    }

    @Override
    public SideFiles sideFiles() {
        throw new UnsupportedOperationException("The yardstick measures the journal only.");
    }

    @Override
    public RecoverySummary summary() {
        return new RecoverySummary(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void replay(Consumer<RecoveredBatch> visitor) {
        // always empty
    }

    @Override
    public Journal start() {
        try {
            return new FileChannelJournal(directory, segmentBytes, nanoClock);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public SpillStore spill() {
        throw new UnsupportedOperationException("The yardstick measures the journal only.");
    }

    @Override
    public void close() {
        // the journal holds the only open file
    }
}
