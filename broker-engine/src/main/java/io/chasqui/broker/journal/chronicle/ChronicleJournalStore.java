package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.DiscardedSegment;
import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoveredJournal;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.SpillStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory on the local disk. Opening it takes its lock, verifies every batch, and puts aside what a crash left
 * half-made; nothing is changed before everything is verified. Starting it seals what is there and begins a new segment.
 */
public final class ChronicleJournalStore implements JournalStore {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleJournalStore.class);

    private static final int PIECE_BYTES = 256 << 10;

    private static final String ADVICE =
            "No message was accepted; check the disk and its free space, then start the broker again.";

    private final SegmentFiles files;
    private final Disk disk;
    private final ChronicleOptions options;
    private final Closeable lock;
    private final FileSpillStore spill;
    private final FileSideFiles sideFiles;
    private final Set<String> passedOver = new HashSet<>();
    private long proven;
    private Checkpoints checkpoints;
    private RecoveredJournal recovered;
    private @Nullable ChronicleJournal journal;

    private ChronicleJournalStore(Path directory, SegmentFiles files, ChronicleOptions options, Closeable lock)
            throws IOException {
        this.files = files;
        this.disk = files.disk();
        this.options = options;
        this.lock = lock;
        this.sideFiles = FileSideFiles.open(disk, files.sideFiles());
        warnOfForeign(files);
        int noted = requireNewest(files);
        this.checkpoints = Checkpoints.in(sideFiles);
        for (CorruptJournalException unreadable : checkpoints.unreadable()) {
            LOG.warn("A checkpoint cannot be used; an earlier one is: {}", unreadable.getMessage());
        }
        this.recovered = read(files, checkpoints, 0);
        if (noted > recovered.summary().lastSegment()) { // what is put aside is not to be missed later
            new NewestNote(files).replace(recovered.summary().lastSegment());
        }
        for (DiscardedSegment discarded : recovered.discarded()) {
            putAside(files, Path.of(discarded.source().name()), discarded.holdsData());
        }
        this.spill = FileSpillStore.open(disk, directory.resolve("spill"), FileSpillStore.DEFAULT_FILE_BYTES);
    }

    /** Returns the newest segment that an earlier owner has noted, 0 if that is not known. */
    private static int requireNewest(SegmentFiles files) throws IOException {
        NewestNote note = new NewestNote(files);
        try {
            int noted = note.read();
            note.requireNoted(
                    noted,
                    files.segments().stream()
                            .mapToInt(SegmentFiles::number)
                            .max()
                            .orElse(0));
            return noted;
        } catch (DamagedSideFileException unreadable) {
            LOG.warn("Going on without the note about the newest segment: {}", unreadable.getMessage());
            return 0;
        }
    }

    private static RecoveredJournal read(SegmentFiles files, Checkpoints checkpoints, long proven) throws IOException {
        CheckpointFile newest = checkpoints.newest();
        CheckpointHead base = newest == null ? null : newest.head();
        List<FileSegmentSource> segments = new ArrayList<>();
        for (Path segment : onceEach(files.segments())) {
            segments.add(new FileSegmentSource(files.disk(), segment));
        }
        return JournalRecovery.read(segments, base, proven);
    }

    /** A segment that is there twice is not guessed about. */
    private static List<Path> onceEach(List<Path> segments) throws IOException {
        Map<Integer, Path> seen = new HashMap<>();
        for (Path segment : segments) {
            Path other = seen.put(SegmentFiles.number(segment), segment);
            if (other != null) {
                throw new CorruptJournalException(
                        segment.toString(),
                        0,
                        "the segment is there twice; the other one is " + other + ".",
                        "Move the one away that does not belong there, or restore the directory from a backup. Nothing"
                                + " was changed.");
            }
        }
        return segments;
    }

    /**
     * Begins to load the storage library on a thread of its own, once in a JVM; opening a directory does it anyway.
     *
     * @throws IllegalStateException when the JVM needs two flags, which are named
     */
    public static void loadLibrary() {
        ModuleAccess.ensure();
        ChronicleLibrary.begin();
    }

    /**
     * Takes a data directory, creating it if necessary, and verifies what is in it.
     *
     * @param directory on a local disk; network file systems cannot be used
     * @param options sizes for new segments; existing ones may have others
     * @throws IOException when the directory cannot be used or belongs to another broker, which is named
     * @throws io.chasqui.broker.journal.CorruptJournalException when its content contradicts what was proven durable
     * @throws IllegalStateException when the JVM needs two flags, which are named
     */
    public static ChronicleJournalStore open(Path directory, ChronicleOptions options) throws IOException {
        return open(new LocalDisk(), directory, options);
    }

    /**
     * The same on a disk that may have faults.
     *
     * @param disk every call to the file system goes to it
     * @param directory see {@link #open(Path, ChronicleOptions)}
     * @param options see {@link #open(Path, ChronicleOptions)}
     * @throws IOException see {@link #open(Path, ChronicleOptions)}
     */
    public static ChronicleJournalStore open(Disk disk, Path directory, ChronicleOptions options) throws IOException {
        loadLibrary();
        SegmentFiles files = new SegmentFiles(disk, directory.toAbsolutePath().normalize());
        Closeable lock = take(files, directory);
        try {
            return new ChronicleJournalStore(directory, files, options, lock);
        } catch (IOException failed) {
            lock.close();
            throw new IOException(
                    "The data directory " + directory + " cannot be opened. Reason: " + FailureReason.of(failed) + ". "
                            + ADVICE,
                    failed);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static Closeable take(SegmentFiles files, Path directory) throws IOException {
        try {
            files.disk().createDirectories(files.live());
            return files.disk().lock(directory);
        } catch (DirectoryInUseException refused) {
            throw refused;
        } catch (IOException refused) {
            throw new IOException(
                    "The data directory " + directory + " cannot be used. Reason: " + FailureReason.of(refused)
                            + ". It must be on a local disk with free space, and this user must be able to write to it.",
                    refused);
        }
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
            recovered = read(files, earlier, atLeast);
            proven = atLeast;
            checkpoints = earlier;
            return true;
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException neither) {
            LOG.warn("No earlier start is possible either: {}", neither.getMessage());
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
        if (journal != null) {
            throw new IllegalStateException("The journal is started: what was recovered can no longer be shown.");
        }
        try {
            recovered.replay(visitor);
        } catch (IOException failed) {
            throw JournalFailedException.of("Reading back " + files.journal() + " failed.", ADVICE, failed);
        }
    }

    @Override
    public Journal start() {
        if (journal != null) {
            throw new IllegalStateException("The journal is started already.");
        }
        RecoverySummary summary = recovered.summary();
        try {
            seal(summary);
            clearLive();
            disk.forceDirectory(files.live());
            disk.forceDirectory(files.journal());
            int next = summary.lastSegment() + 1;
            ChronicleJournal started = ChronicleJournal.open(files, options, sealedSegments(), next);
            journal = started;
            return started;
        } catch (IOException failed) {
            throw JournalFailedException.of(
                    "The journal in " + files.journal() + " cannot be started.", ADVICE, failed);
        }
    }

    @Override
    public SpillStore spill() {
        return spill;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                if (journal != null) {
                    journal.close();
                }
            } finally {
                spill.close();
            }
        }
    }

    /** Moves the last owner's segments out of Chronicle Queue's sight, cut to their end. */
    private void seal(RecoverySummary summary) throws IOException {
        if (summary.cutBytes() > 0) {
            LOG.warn(
                    "Segment {} has a torn tail: {} bytes behind offset {} are cut off. They were never confirmed.",
                    summary.lastSegment(),
                    summary.cutBytes(),
                    recovered.goodEnd(summary.lastSegment()));
        }
        for (Path live : files.liveSegments()) {
            int segment = SegmentFiles.number(live);
            boolean read = summary.firstSegment() > 0 && segment >= summary.firstSegment();
            if (read) {
                disk.truncate(live, recovered.goodEnd(segment));
            }
            disk.rename(live, files.sealed(segment));
        }
    }

    private SortedMap<Integer, Long> sealedSegments() throws IOException {
        SortedMap<Integer, Long> segments = new TreeMap<>();
        for (Path file : files.sealedSegments()) {
            segments.put(SegmentFiles.number(file), disk.size(file));
        }
        return segments;
    }

    /** Removes what Chronicle Queue keeps beside segments: its shared state, which may be locked, and prepared files. */
    private void clearLive() throws IOException {
        for (Path left : disk.list(files.live(), "*")) {
            String name = left.getFileName().toString();
            if (name.endsWith(SegmentFiles.PREPARED) || name.startsWith("metadata.")) {
                LOG.debug("Deleting {}, it holds nothing.", left);
                disk.delete(left);
            } else {
                Path target = aside(files, left);
                disk.rename(left, target);
                LOG.warn("{} does not belong to the journal; it is kept aside as {}.", left, target);
            }
        }
    }

    private static void warnOfForeign(SegmentFiles files) throws IOException {
        List<Path> foreign = files.foreign();
        if (!foreign.isEmpty()) {
            LOG.warn(
                    "These do not belong to the journal and are left alone: {}. If one was renamed by hand, give it its"
                            + " old name back; otherwise move it away.",
                    foreign);
        }
    }

    /** Where the zeros begin that were reserved and never written. */
    private static long dataEnd(Disk disk, Path file) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (DiskFile open = disk.open(file, StandardOpenOption.READ)) {
            long end = disk.size(file);
            while (end > 0) {
                int length = (int) Math.min(piece.length, end);
                int count = open.read(end - length, piece, 0, length);
                while (count > 0 && piece[count - 1] == 0) {
                    count--;
                }
                if (count > 0) {
                    return end - length + count;
                }
                end -= length;
            }
            return 0;
        }
    }

    private static void putAside(SegmentFiles files, Path file, boolean keep) throws IOException {
        Disk disk = files.disk();
        if (!keep) {
            LOG.debug("Deleting {}, it holds nothing.", file);
            disk.delete(file);
            return;
        }
        Path target = aside(files, file);
        disk.truncate(file, dataEnd(disk, file));
        disk.rename(file, target);
        LOG.warn("{} was not finished before the last end of the broker; it is kept aside as {}.", file, target);
    }

    private static Path aside(SegmentFiles files, Path file) {
        Path target = files.journal().resolve(file.getFileName() + SegmentFiles.ASIDE);
        for (int count = 2; files.disk().exists(target); count++) {
            target = files.journal().resolve(file.getFileName() + "-" + count + SegmentFiles.ASIDE);
        }
        return target;
    }
}
