package io.chasqui.broker.journal;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that this process owns: first read back, then opened for appending in a new segment. Closing it gives
 * the directory free.
 */
public interface JournalStore extends AutoCloseable {
    /** The checkpoint to start from, null to start from nothing. Batches are shown from there on. */
    @Nullable
    CheckpointFile checkpoint();

    /**
     * The first segment that a start from the intact checkpoint before {@link #checkpoint()} would read; 0 if there is no such
     * checkpoint.
     */
    default int previousTail() {
        return 0;
    }

    /**
     * Passes over {@link #checkpoint()}, because the index that it needs is damaged, and verifies the journal from the
     * one before, or from its beginning if that is still there. Only before {@link #start}. Nothing is changed.
     *
     * @return whether there is such a start; if not, everything is as before
     * @throws IOException when something cannot be read
     */
    default boolean fallBack() throws IOException {
        return false;
    }

    /** Files beside the segments. */
    SideFiles sideFiles();

    /** What was found when the directory was opened and every batch behind the checkpoint was verified. */
    RecoverySummary summary();

    /**
     * Shows every good batch in order, segment heads and unfinished chains left out. Batches with a sequence above
     * {@link RecoverySummary#durableSequence()} come last; their places will not be valid after {@link #start}.
     */
    void replay(Consumer<RecoveredBatch> visitor);

    /**
     * Opens a new segment behind the last one.
     *
     * @return a journal whose writer continues at {@link RecoverySummary#durableSequence()} + 1
     */
    Journal start();

    /** Directory for files that do not outlive the process. */
    SpillStore spill();

    @Override
    void close() throws IOException;
}
