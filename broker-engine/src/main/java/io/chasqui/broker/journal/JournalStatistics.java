package io.chasqui.broker.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counters of a journal: written by the thread that does the work, readable from any thread without stopping it.
 *
 * @param documents documents appended
 * @param appendedBytes bytes appended
 * @param forces completed forces
 * @param forceNanos time spent in forces, in nanoseconds
 * @param stalls appends that took longer than 10 ms
 * @param longestAppendNanos slowest append so far, in nanoseconds
 * @param rolls segments opened
 */
public record JournalStatistics(
        AtomicLong documents,
        AtomicLong appendedBytes,
        AtomicLong forces,
        AtomicLong forceNanos,
        AtomicLong stalls,
        AtomicLong longestAppendNanos,
        AtomicLong rolls) {
    /** All at zero. */
    public JournalStatistics() {
        this(
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong());
    }
}
