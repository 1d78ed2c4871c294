package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Writes a prepared segment once before it is used. Room that was only allocated is marked as unwritten by the file
 * system, and the first force behind each new byte has to write that mark too: on ext4 it takes twice as long as one that
 * overwrites. Zeros are what Chronicle Queue expects in front of its documents.
 *
 * <p>It costs a second write of every byte, so it is done only once a segment has taken some bytes, and not while segments
 * fill so quickly that each force covers many messages anyway.
 */
final class ZeroFill {
    /** How long a segment is in use before its speed is judged. */
    static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long LEAST_BYTES = 1 << 20;
    private static final long MOST_BYTES_PER_MILLI = (96 << 20) / 1_000;
    private static final long FORCED_BYTES = 1 << 20;
    private static final long NOT_SEEN = -1;

    /**
     * Written one page at a time: larger writes make the system's cache keep larger units, and a force of a mapped file
     * writes whole units.
     */
    private static final int PAGE_BYTES = 4 << 10;

    private final LongSupplier nanoClock;
    private final LongSupplier appendedBytes;
    private long begunNanos;
    private long begunBytes;
    private long seenBytes = NOT_SEEN;

    /**
     * A decision about one journal.
     *
     * @param nanoClock a monotonic clock
     * @param appendedBytes what was appended to the journal up to now
     */
    ZeroFill(LongSupplier nanoClock, LongSupplier appendedBytes) {
        this.nanoClock = nanoClock;
        this.appendedBytes = appendedBytes;
    }

    /** A segment comes into use. */
    void begun() {
        begunNanos = nanoClock.getAsLong();
        begunBytes = appendedBytes.getAsLong();
        seenBytes = NOT_SEEN;
    }

    /** Whether anything was appended since this was last asked, so that {@link #due} may change before long. */
    boolean moving() {
        long bytes = appendedBytes.getAsLong();
        boolean moved = bytes != seenBytes;
        seenBytes = bytes;
        return moved;
    }

    /** Whether filling the next segment pays. */
    boolean due() {
        long nanos = nanoClock.getAsLong() - begunNanos;
        long bytes = appendedBytes.getAsLong() - begunBytes;
        return nanos >= SETTLE_NANOS
                && bytes >= LEAST_BYTES
                && bytes / TimeUnit.NANOSECONDS.toMillis(nanos) <= MOST_BYTES_PER_MILLI;
    }

    /**
     * Fills a file that is not in use.
     *
     * @param bytes how much of it, from its beginning
     * @param stop asked before each page
     * @return whether it was filled; false when it was stopped
     */
    boolean write(DiskFile file, long bytes, BooleanSupplier stop) throws IOException {
        byte[] zeros = new byte[PAGE_BYTES];
        for (long position = 0; position < bytes; position += PAGE_BYTES) {
            if (stop.getAsBoolean()) {
                return false;
            }
            file.write(position, zeros, 0, (int) Math.min(PAGE_BYTES, bytes - position));
            if ((position + PAGE_BYTES) % FORCED_BYTES == 0) {
                file.force();
            }
        }
        file.force();
        return true;
    }
}
