package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.JournalStatistics;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares segments ahead on a thread of its own, with their room on the disk already taken: appending to a mapped file
 * whose room is missing would end the JVM instead of failing. When the disk is full it tries again every second and
 * whenever room was given back.
 *
 * <p>The last segment of the reserve is put off until the journal has given room back, or asks for it with
 * {@link #complete}: a segment that is about to be deleted and the one that takes its place are not on the disk together.
 * Only the first segment has no old one that could go, so its reserve is prepared at once.
 *
 * <p>Because it has the time, it also watches how much room the disk has, and fills the next
 * segment with zeros when that pays, see {@link ZeroFill}.
 */
final class SegmentPreparer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentPreparer.class);
    private static final long HOLE_BYTES = 64 << 10;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SegmentFiles files;
    private final long allocatedBytes;
    private final int reserve;
    private final DiskFloor floor;
    private final ZeroFill fill;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final @Nullable Thread thread;

    private int wanted;
    private int prepared;
    private int inUse;
    private int begun;
    private int filling;
    private int fillTried;
    private boolean closed;
    private boolean putOff;
    private boolean retryNow;
    private boolean lookNow;
    private @Nullable IOException failure;
    private volatile boolean ready = true;
    private volatile int filled;

    SegmentPreparer(
            SegmentFiles files,
            long allocatedBytes,
            ChronicleOptions options,
            int firstSegment,
            JournalStatistics statistics) {
        this.files = files;
        this.allocatedBytes = allocatedBytes;
        this.reserve = options.reserveSegments();
        this.floor = new DiskFloor(files.disk(), files.journal(), options.freeFloorBytes());
        this.fill = new ZeroFill(options.nanoClock(), statistics.appendedBytes()::get);
        this.prepared = firstSegment - 1;
        this.wanted = firstSegment - 1;
        floor.look();
        this.thread = reserve == 0 ? null : new Thread(this::run, "chasqui-segment-preparer");
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether nothing stands in the way of the reserve. */
    boolean ready() {
        return ready;
    }

    /** How much room the disk has. */
    FreeRoom room() {
        return floor.room();
    }

    /** The last segment that was filled with zeros, 0 before the first. Any thread. */
    int filled() {
        return filled;
    }

    /** The last segment that was asked for. */
    int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to prepare a segment that {@link #require} will ask for, if there is a thread for that. */
    void begin(int segment) {
        lock.lock();
        try {
            if (thread != null) {
                begun = segment;
                wanted = Math.max(wanted, segment);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a segment is prepared, then goes on with the reserve behind it. From now on the segment is the
     * caller's: nothing else is written to it.
     *
     * @throws IOException when it cannot be prepared, most often because the disk is full
     */
    void require(int segment) throws IOException {
        lock.lock();
        try {
            wanted = Math.max(wanted, segment + reserve);
            putOff = inUse > 0;
            inUse = segment;
            fill.begun();
            if (thread == null) {
                allocate(segment);
                floor.look();
                prepared = segment;
                return;
            }
            if (segment != begun) { // else that one attempt decides
                failure = null;
                retryNow = true;
            }
            changed.signalAll();
            while ((prepared < segment && failure == null && !closed) || filling == segment) {
                changed.awaitUninterruptibly();
            }
            if (prepared < segment) {
                throw failure != null ? failure : new IOException("The journal is being closed.");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prepares all of the reserve although no room was given back. */
    void complete() {
        lock.lock();
        try {
            putOff = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tries again at once, because room was given back. */
    void retry() {
        lock.lock();
        try {
            putOff = false;
            retryNow = true;
            lookNow = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long untilLook = LOOK_NANOS;
        lock.lock();
        try {
            while (!closed) {
                if (untilLook <= 0 || lookNow) {
                    untilLook = LOOK_NANOS;
                    retryNow = true;
                    look();
                } else if (!prepareOrFill()) {
                    long wait = fill.moving() ? Math.min(untilLook, ZeroFill.SETTLE_NANOS) : untilLook;
                    untilLook -= wait - changed.awaitNanos(wait);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Returns whether there was something to do. */
    private boolean prepareOrFill() {
        int due = putOff ? Math.max(inUse, wanted - 1) : wanted;
        if (prepared < due && (failure == null || retryNow)) {
            prepareNext();
            return true;
        }
        if (fillTried <= inUse && prepared > inUse && fill.due()) {
            fillNext();
            return true;
        }
        return false;
    }

    private void look() {
        lookNow = false;
        lock.unlock();
        try {
            floor.look();
        } finally {
            lock.lock();
        }
    }

    private void prepareNext() {
        int next = prepared + 1;
        retryNow = false;
        IOException failed = null;
        lock.unlock();
        try {
            allocate(next);
        } catch (IOException reason) {
            failed = reason;
        } finally {
            lock.lock();
        }
        if (failed == null) {
            prepared = next;
        } else if (ready) {
            LOG.warn("No further journal segment can be prepared, senders will be refused: {}", failed.getMessage());
        }
        failure = failed;
        ready = failed == null;
        changed.signalAll();
    }

    private void fillNext() {
        int next = inUse + 1;
        filling = next;
        fillTried = next;
        boolean done = false;
        lock.unlock();
        try (DiskFile file = files.disk().open(files.prepared(next), StandardOpenOption.WRITE)) {
            done = fill.write(file, allocatedBytes, () -> stopped(next));
        } catch (IOException failed) {
            LOG.info(
                    "A prepared journal segment could not be filled with zeros, forces in it take longer: {}",
                    FailureReason.of(failed));
        } finally {
            lock.lock();
            filling = 0;
            filled = done ? next : filled;
            changed.signalAll();
        }
    }

    private boolean stopped(int segment) {
        lock.lock();
        try {
            return closed || inUse >= segment;
        } finally {
            lock.unlock();
        }
    }

    /** The room that a segment may need; what Chronicle Queue maps beyond it stays a hole. */
    private void allocate(int segment) throws IOException {
        long hole = allocatedBytes / 4 + HOLE_BYTES;
        files.disk().allocate(files.prepared(segment), allocatedBytes, allocatedBytes + hole);
    }

    /** Stops the thread and deletes what was prepared for nothing, as long as it is not in use. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread != null) {
            joinUninterruptibly(thread);
        }
        for (int segment = prepared; segment > prepared - reserve - 1 && segment > 0; segment--) {
            files.disk().delete(files.prepared(segment));
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
