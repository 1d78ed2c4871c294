package io.chasqui.broker.journal.chronicle;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.RollCycleArithmetic;

/** Makes each of our segments one cycle of Chronicle Queue, driven by the segment number instead of the time. */
final class SegmentCycle implements RollCycle {
    /** A day: file names are made of dates only. */
    static final int MILLIS = 86_400_000;

    /** Days from 1970 to the Modified Julian Day 10,000,000, see {@link SegmentFiles}. */
    private static final int FIRST_DAY = 10_000_000 - 40_587;

    private final RollCycleArithmetic arithmetic = RollCycleArithmetic.of(1024, 64);

    /** The time at which a segment is the current one. */
    static long timeMillis(int segment) {
        return (long) (FIRST_DAY + segment) * MILLIS;
    }

    @Override
    public String format() {
        return "'segment-'gggggggg";
    }

    @Override
    public int lengthInMillis() {
        return MILLIS;
    }

    @Override
    public int defaultIndexCount() {
        return arithmetic.indexCount();
    }

    @Override
    public int defaultIndexSpacing() {
        return arithmetic.indexSpacing();
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
        return arithmetic.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(long index) {
        return arithmetic.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
        return arithmetic.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
        return arithmetic.maxMessagesPerCycle();
    }
}
