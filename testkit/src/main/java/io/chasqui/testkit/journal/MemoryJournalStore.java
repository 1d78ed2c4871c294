package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.DiscardedSegment;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoveredJournal;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.SpillStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal store on a simulated disk. It follows the same recovery rules as the one on files and knows which bytes are
 * forced, so that a test can crash it, choose what survives, and open what is left.
 *
 * <pre>{@code
 * MemoryJournalStore before = new MemoryJournalStore();
 * // ... run a broker on it ...
 * MemoryJournalStore after = before.crash(UnforcedContent.NONE);
 * // ... start the next broker on what the crash left ...
 * }</pre>
 */
public final class MemoryJournalStore implements JournalStore {
    private static final int DEFAULT_SEGMENT_BYTES = 16 << 20;

    private final MemoryDisk disk;
    private final int segmentBytes;
    private final MemorySideFiles sideFiles;
    private final Set<String> passedOver = new HashSet<>();
    private long proven;
    private Checkpoints checkpoints;
    private RecoveredJournal recovered;
    private final MemorySpillStore spill = new MemorySpillStore();
    private @Nullable MemoryJournal journal;

    /** An empty disk with segments of 16 MiB. */
    public MemoryJournalStore() {
        this(DEFAULT_SEGMENT_BYTES);
    }

    /**
     * An empty disk.
     *
     * @param segmentBytes size at which a segment is full; documents are limited to a quarter of it
     */
    public MemoryJournalStore(int segmentBytes) {
        this(new MemoryDisk(), segmentBytes);
    }

    private MemoryJournalStore(MemoryDisk disk, int segmentBytes) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.sideFiles = new MemorySideFiles(disk);
        try {
            this.checkpoints = Checkpoints.in(sideFiles);
            this.recovered = read(disk, checkpoints, 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (DiscardedSegment discarded : recovered.discarded()) {
            disk.remove(discarded.source().number());
        }
    }

    private static RecoveredJournal read(MemoryDisk disk, Checkpoints checkpoints, long proven) throws IOException {
        CheckpointFile newest = checkpoints.newest();
        return JournalRecovery.read(List.copyOf(disk.all()), newest == null ? null : newest.head(), proven);
    }

    /**
     * Ends this store as a crash would: it and its journal refuse everything from now on.
     *
     * @param keep what the disk keeps of content that was not forced
     * @return a store on what is left
     */
    public MemoryJournalStore crash(UnforcedContent keep) {
        return switch (keep) {
            case NONE -> crashKeeping(0);
            case ALL -> crashKeeping(Long.MAX_VALUE);
            case PREFIX -> crashKeeping(disk.unforcedBytes() / 2);
        };
    }

    /**
     * Ends this store as a crash would, tearing the unforced content at a chosen byte.
     *
     * @param unforcedBytes how many of the unforced bytes the disk keeps, from the oldest
     * @return a store on what is left
     */
    public MemoryJournalStore crashKeeping(long unforcedBytes) {
        return new MemoryJournalStore(disk.crash(unforcedBytes), segmentBytes);
    }

    /**
     * A store on a copy of everything that was appended, with one file beside the segments damaged.
     *
     * @param sideFile the file's name
     */
    public MemoryJournalStore damagedCopy(String sideFile) {
        MemoryDisk copy = disk.copy(Long.MAX_VALUE);
        byte[] bytes = copy.sideFiles().getOrDefault(sideFile, new byte[1]).clone();
        bytes[bytes.length - 1] ^= 1;
        copy.sideFiles().put(sideFile, bytes);
        return new MemoryJournalStore(copy, segmentBytes);
    }

    /** Bytes appended but not forced yet. */
    public long unforcedBytes() {
        return disk.unforcedBytes();
    }

    /**
     * Lets the disk break: after {@code calls} more appends, rolls, forces and deletions each further one fails.
     *
     * @param calls number of calls that still succeed, from 0
     */
    public void failAfter(long calls) {
        disk.failAfter(calls);
    }

    /** Sets what {@link Journal#reserveReady()} answers; true at first. */
    public void reserveReady(boolean ready) {
        if (journal == null) {
            throw new IllegalStateException("The journal is not started yet.");
        }
        journal.reserveReady(ready);
    }

    /** Sets what {@link Journal#room()} answers; plenty at first. */
    public void room(FreeRoom seen) {
        if (journal == null) {
            throw new IllegalStateException("The journal is not started yet.");
        }
        journal.room(seen);
    }

    /** Sets whether the spill files are full; they are not at first. */
    public void spillFull(boolean full) {
        spill.full(full);
    }

    /** Number of spilled payloads that were not freed. */
    public int spilledPayloads() {
        return spill.size();
    }

    @Override
    public @Nullable CheckpointFile checkpoint() {
        return checkpoints.newest();
    }

    @Override
    public int previousTail() {
        return checkpoints.previousTail();
    }

    @Override
    public boolean fallBack() throws IOException {
        CheckpointFile newest = checkpoints.newest();
        if (newest == null || journal != null) {
            return false;
        }
        passedOver.add(newest.name());
        try {
            Checkpoints earlier = Checkpoints.in(sideFiles, passedOver);
            long atLeast = Math.max(proven, newest.head().sequence());
            recovered = read(disk, earlier, atLeast);
            proven = atLeast;
            checkpoints = earlier;
            return true;
        } catch (CorruptJournalException neither) {
            return false;
        }
    }

    @Override
    public SideFiles sideFiles() {
        return sideFiles;
    }

    @Override
    public RecoverySummary summary() {
        return recovered.summary();
    }

    @Override
    public void replay(Consumer<RecoveredBatch> visitor) {
        try {
            recovered.replay(visitor);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Journal start() {
        if (journal != null) {
            throw new IllegalStateException("The journal is started already.");
        }
        MemoryJournal started =
                new MemoryJournal(disk, segmentBytes, recovered.summary().lastSegment() + 1);
        journal = started;
        return started;
    }

    @Override
    public SpillStore spill() {
        return spill;
    }

    /** Does nothing: what was appended and not forced is lost by {@link #crash} only. */
    @Override
    public void close() {}

    /**
     * The next life of the same disk after an orderly end.
     *
     * @return a store with everything that was appended
     */
    public MemoryJournalStore reopen() {
        return crash(UnforcedContent.ALL);
    }
}
