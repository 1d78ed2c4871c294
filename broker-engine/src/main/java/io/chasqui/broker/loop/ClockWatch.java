package io.chasqui.broker.loop;

/**
 * Notices that somebody has put the time of day forward or back, by a clock that nobody sets. What is meant to last a while
 * but is kept as a time of day can be moved then.
 */
final class ClockWatch {
    /** Less is the clocks' own difference, or a correction in small steps. */
    private static final long TOLERANCE_MILLIS = 500;

    private long offsetMillis;

    /**
     * Begins to watch.
     *
     * @param nowMillis the time of day
     * @param steadyMillis the clock that is never set
     */
    ClockWatch(long nowMillis, long steadyMillis) {
        this.offsetMillis = nowMillis - steadyMillis;
    }

    /**
     * By how much the time of day has been put forward since the last call, in milliseconds; negative for back, 0 for not at
     * all.
     *
     * @param nowMillis the time of day
     * @param steadyMillis the clock that is never set
     */
    long adjustedMillis(long nowMillis, long steadyMillis) {
        long offset = nowMillis - steadyMillis;
        long adjusted = offset - offsetMillis;
        offsetMillis = offset;
        return Math.abs(adjusted) > TOLERANCE_MILLIS ? adjusted : 0;
    }
}
