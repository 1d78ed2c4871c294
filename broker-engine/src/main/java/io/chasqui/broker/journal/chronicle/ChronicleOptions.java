package io.chasqui.broker.journal.chronicle;

import java.util.function.LongSupplier;

/**
 * How large segments are and how many are prepared ahead.
 *
 * @param segmentBytes size at which a segment is full, from 1 MiB to 1 GiB; documents are limited to a quarter of it, at
 *     most 4 MiB
 * @param reserveSegments segments prepared beyond the current one, 0 to 8, the last of them when room was given back or
 *     a quarter of the current one is used; with 0 the next one is prepared when it is needed
 * @param nanoClock a monotonic clock in nanoseconds, for measuring only
 * @param freeFloorBytes room on the disk that is left free, 0 for none: below it {@link io.chasqui.broker.journal.Journal#room}
 *     is low
 */
public record ChronicleOptions(int segmentBytes, int reserveSegments, LongSupplier nanoClock, long freeFloorBytes) {
    private static final int LEAST_SEGMENT_BYTES = 1 << 20;
    private static final int GREATEST_SEGMENT_BYTES = 1 << 30;
    private static final int GREATEST_DOCUMENT_BYTES = 4 << 20;

    /** Checks the ranges. */
    public ChronicleOptions {
        if (segmentBytes < LEAST_SEGMENT_BYTES || segmentBytes > GREATEST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("A segment takes " + LEAST_SEGMENT_BYTES + " to "
                    + GREATEST_SEGMENT_BYTES + " bytes but " + segmentBytes + " is asked for.");
        }
        if (reserveSegments < 0 || reserveSegments > 8) {
            throw new IllegalArgumentException("0 to 8 segments can be kept ready, not " + reserveSegments + ".");
        }
        if (freeFloorBytes < 0) {
            throw new IllegalArgumentException(
                    "0 (none) or more bytes of the disk can be left free, not " + freeFloorBytes + ".");
        }
    }

    /** Sizes without a floor. */
    public ChronicleOptions(int segmentBytes, int reserveSegments, LongSupplier nanoClock) {
        this(segmentBytes, reserveSegments, nanoClock, 0);
    }

    /** The same with a floor. */
    public ChronicleOptions withFreeFloorBytes(long other) {
        return new ChronicleOptions(segmentBytes, reserveSegments, nanoClock, other);
    }

    /** For a broker of its own: segments of 64 MiB, one ahead. */
    public static ChronicleOptions server(LongSupplier nanoClock) {
        return new ChronicleOptions(64 << 20, 1, nanoClock);
    }

    /** For a broker inside an application: segments of 16 MiB, one ahead. */
    public static ChronicleOptions embedded(LongSupplier nanoClock) {
        return new ChronicleOptions(16 << 20, 1, nanoClock);
    }

    /** Largest document in bytes. */
    int documentLimitBytes() {
        return Math.min(segmentBytes / 4, GREATEST_DOCUMENT_BYTES);
    }
}
