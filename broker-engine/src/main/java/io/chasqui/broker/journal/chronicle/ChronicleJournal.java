package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open journal: Chronicle Queue appends, everything else goes past it on plain file channels. A segment's room is on
 * the disk before its first byte is written, and its directory entry before anything in it counts as forced.
 *
 * <p>The whole of a segment, documents that begin before its nominal end included, lies in one memory mapping:
 *
 * <pre>
 *  0                    segmentBytes   + documentLimit   + slack           1.25 × block
 * ┌─────────────────────────────────┬────────────────┬──────────────────┬─────────────────┐
 * │ documents begin here            │ and end here   │ index, end mark  │ hole, never used│
 * └─────────────────────────────────┴────────────────┴──────────────────┴─────────────────┘
 * </pre>
 */
final class ChronicleJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleJournal.class);
    private static final int SLACK_BYTES = 256 << 10;

    /** Chronicle Queue's own head and first index pages, roughly; only used until the first document is placed. */
    private static final int HEAD_BYTES = 32 << 10;

    private static final String ADVICE = "Check the disk and its free space, then start the broker again.";

    private static final int EARLY_ROLL_SHARE = 4;

    /** After this share of a segment the next one is prepared even if no room was given back meanwhile. */
    private static final int RESERVE_SHARE = 4;

    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SegmentFiles files;
    private final LongSupplier nanoClock;
    private final int documentLimit;
    private final int endBytes;
    private final int firstLive;
    private final SegmentPreparer preparer;
    private final SegmentReader reader;
    private final ChronicleAppender appender;
    private final NewestNote note;
    private final JournalStatistics statistics;

    /** Forces and rolls exclude each other; nobody else takes it. */
    private final ReentrantLock forceLock = new ReentrantLock();

    private final AtomicLong appended = new AtomicLong();

    private long forced;
    private final ConcurrentSkipListMap<Integer, Long> existing = new ConcurrentSkipListMap<>();

    /** Where each finished segment of this owner ends. */
    private final ConcurrentSkipListMap<Integer, Integer> ends = new ConcurrentSkipListMap<>();

    private volatile int segment;
    private volatile int position = HEAD_BYTES;

    /** Whether the current segment was not filled before its use; belongs to the baton's holder. */
    private boolean rough = true;

    /** Where the reserve has to be complete, in the current segment; belongs to the baton's holder. */
    private int completeAt;

    /** Whether Chronicle Queue has to look again which segments there are. */
    private volatile boolean liveDeleted;

    /** The segment of which the disk knows that it was begun; guarded by the force lock. */
    private int noted;

    private volatile @Nullable DiskFile current;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    private ChronicleJournal(
            SegmentFiles files,
            ChronicleOptions options,
            SegmentPreparer preparer,
            ChronicleAppender appender,
            JournalStatistics statistics) {
        this.files = files;
        this.nanoClock = options.nanoClock();
        this.documentLimit = options.documentLimitBytes();
        this.endBytes = options.segmentBytes() + documentLimit;
        this.completeAt = endBytes / RESERVE_SHARE;
        this.segment = appender.segment();
        this.firstLive = segment;
        this.preparer = preparer;
        this.appender = appender;
        this.note = new NewestNote(files);
        this.reader = new SegmentReader(files.disk(), this::path, existing::containsKey);
        this.statistics = statistics;
        existing.put(segment, roomBytes());
    }

    /**
     * Opens a new segment in an empty live directory.
     *
     * @param existing the segments of earlier owners and their room on the disk in bytes
     * @param segment number of the new one
     */
    static ChronicleJournal open(
            SegmentFiles files, ChronicleOptions options, SortedMap<Integer, Long> existing, int segment)
            throws IOException {
        long block = (long) options.segmentBytes() + options.documentLimitBytes() + SLACK_BYTES;
        JournalStatistics statistics = new JournalStatistics();
        SegmentPreparer preparer = new SegmentPreparer(files, block, options, segment, statistics);
        try {
            preparer.begin(segment);
            ChronicleLibrary.await();
            ChronicleAppender appender = openAppender(files, block, segment, preparer);
            ChronicleJournal journal = new ChronicleJournal(files, options, preparer, appender, statistics);
            journal.existing.putAll(existing);
            return journal;
        } catch (IOException | RuntimeException failed) {
            preparer.close();
            throw failed;
        }
    }

    /** Opens the queue while its first segment is prepared; it touches no segment before the first document. */
    private static ChronicleAppender openAppender(SegmentFiles files, long block, int segment, SegmentPreparer preparer)
            throws IOException {
        ChronicleAppender appender = new ChronicleAppender(files, block, segment);
        try {
            preparer.require(segment);
            return appender;
        } catch (IOException | RuntimeException failed) {
            appender.close();
            throw failed;
        }
    }

    @Override
    public long append(byte[] bytes, int offset, int length) {
        requireUsable();
        if (length > documentLimit) {
            throw new IllegalArgumentException(
                    "A document takes at most " + documentLimit + " bytes but has " + length + ": split it.");
        }
        if (length > remainingBytes()) {
            throw new IllegalStateException("Segment " + segment + " takes " + remainingBytes() + " more bytes, not "
                    + length + ": roll first.");
        }
        long before = nanoClock.getAsLong();
        try {
            long first = appender.append(bytes, offset, length);
            if (current == null) {
                openCurrent();
            }
            position = (int) first + length;
            appended.incrementAndGet();
            count(length, nanoClock.getAsLong() - before);
            if (position >= completeAt) {
                completeAt = Integer.MAX_VALUE;
                preparer.complete();
            }
            return ((long) segment << 32) | first;
        } catch (IOException failed) {
            throw fail("Appending to " + path(segment) + " failed.", failed);
        }
    }

    private void openCurrent() throws IOException {
        DiskFile opened = files.disk().open(path(segment), StandardOpenOption.WRITE);
        current = opened;
        appender.writePastMapping(opened);
    }

    private void count(int length, long nanos) {
        statistics.documents().incrementAndGet();
        statistics.appendedBytes().addAndGet(length);
        if (nanos > STALL_NANOS) {
            statistics.stalls().incrementAndGet();
        }
        if (nanos > statistics.longestAppendNanos().get()) {
            statistics.longestAppendNanos().set(nanos);
        }
    }

    @Override
    public int documentLimitBytes() {
        return documentLimit;
    }

    @Override
    public int segment() {
        return segment;
    }

    @Override
    public SortedMap<Integer, Long> segments() {
        return Collections.unmodifiableSortedMap(existing);
    }

    private long roomBytes() {
        return (long) endBytes + SLACK_BYTES;
    }

    @Override
    public int remainingBytes() {
        return Math.max(0, endBytes - position - 2 * Integer.BYTES);
    }

    /** A segment that is left half empty costs room, and copying to get it back: only one that has hardly begun is. */
    @Override
    public boolean rollPays() {
        return rough && preparer.filled() > segment && position < endBytes / EARLY_ROLL_SHARE;
    }

    @Override
    public void roll() {
        requireUsable();
        forceLock.lock();
        try {
            forceCurrent();
            noteEnd();
            closeCurrent();
            preparer.require(segment + 1);
            if (liveDeleted) {
                liveDeleted = false;
                appender.segmentsDeleted();
            }
            appender.roll();
            position = HEAD_BYTES;
            completeAt = endBytes / RESERVE_SHARE;
            segment = appender.segment();
            rough = preparer.filled() < segment;
            existing.put(segment, roomBytes());
            statistics.rolls().incrementAndGet();
        } catch (IOException failed) {
            throw fail("No segment could be opened after " + path(segment) + ".", failed);
        } finally {
            forceLock.unlock();
        }
    }

    @Override
    public void force() {
        long wanted = appended.get();
        forceLock.lock();
        try {
            requireUsable();
            if (forced < wanted) {
                forceCurrent();
            }
        } finally {
            forceLock.unlock();
        }
    }

    private void forceCurrent() {
        DiskFile file = current;
        if (file == null) {
            return;
        }
        long target = appended.get();
        long before = nanoClock.getAsLong();
        noteSegment();
        try {
            file.force();
        } catch (IOException failed) {
            throw fail("Forcing " + file.path() + " to the disk failed.", failed);
        }
        forced = target;
        statistics.forceNanos().addAndGet(nanoClock.getAsLong() - before);
        statistics.forces().incrementAndGet();
    }

    /** Nothing in a segment counts before its name is on the disk, and a note that it was begun. */
    private void noteSegment() {
        if (noted == segment) {
            return;
        }
        try {
            files.disk().forceDirectory(files.live());
        } catch (IOException failed) {
            throw fail("Forcing the directory " + files.live() + " to the disk failed.", failed);
        }
        try {
            note.begun(segment);
        } catch (IOException failed) {
            throw fail("Writing " + files.note() + " to the disk failed.", failed);
        }
        noted = segment;
    }

    private void closeCurrent() throws IOException {
        DiskFile file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public byte[] read(Place place) {
        try {
            byte[] bytes = reader.read(place);
            if (!place.holds(bytes)) {
                throw new IOException("The bytes from offset " + place.offset() + " to "
                        + (place.offset() + place.length())
                        + " are not those that were written: their checksum does not"
                        + " match. Run 'chasqui journal verify' on a copy of the data directory, and check the disk.");
            }
            return bytes;
        } catch (IOException failed) {
            throw JournalFailedException.of(
                    "Reading " + place + " from " + path(place.segment()) + " failed.", ADVICE, failed);
        }
    }

    @Override
    public void delete(int gone) {
        requireUsable();
        if (gone >= segment) {
            throw new IllegalArgumentException(
                    "Segment " + segment + " is written to; " + gone + " cannot be deleted.");
        }
        try {
            existing.remove(gone);
            reader.forget(gone);
            files.disk().delete(path(gone));
            ends.remove(gone);
        } catch (IOException failed) {
            throw fail("Deleting " + path(gone) + " failed.", failed);
        }
        if (gone >= firstLive) {
            liveDeleted = true;
        }
        preparer.retry();
    }

    @Override
    public FreeRoom room() {
        return preparer.room();
    }

    @Override
    public boolean reserveReady() {
        return preparer.ready();
    }

    @Override
    public JournalStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        try (preparer;
                reader;
                note;
                appender) {
            if (failure == null) {
                force();
            }
            noteEnd();
            closed = true;
            closeCurrent();
        } catch (IOException failed) {
            throw fail("Closing the journal failed.", failed);
        }
        if (failure == null) {
            cut();
        }
    }

    private void noteEnd() {
        if (current != null) {
            ends.put(segment, position);
        }
    }

    /** Gives back what was prepared and not used; what is in the segments is on the disk already. */
    private void cut() {
        try {
            for (Map.Entry<Integer, Integer> end : ends.entrySet()) {
                files.disk().truncate(path(end.getKey()), end.getValue());
            }
        } catch (IOException failed) {
            LOG.warn("Segments keep room that they do not use. Reason: {}.", FailureReason.of(failed));
        }
    }

    private Path path(int number) {
        return number < firstLive ? files.sealed(number) : files.live(number);
    }

    private void requireUsable() {
        Throwable reason = failure;
        if (reason != null) {
            throw new JournalFailedException(
                    "The journal stopped after an earlier failure: " + reason.getMessage() + " Restart the broker.",
                    reason);
        }
        if (closed) {
            throw new IllegalStateException("The journal is closed.");
        }
    }

    private JournalFailedException fail(String what, IOException cause) {
        JournalFailedException failed = JournalFailedException.of(what, ADVICE, cause);
        failure = failed;
        return failed;
    }
}
