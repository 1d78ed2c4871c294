package io.chasqui.protocol.peer;

/**
 * Finds out that a link is dead although nobody closed it. Anything that comes counts as a sign of life; after one
 * interval of silence the peer is asked once with a ping, after two the link is given up, but never unasked, however
 * seldom somebody polls.
 *
 * <p>{@link #onInput} may be called by any thread, {@link #poll} by one thread at a time. All times are those of one
 * monotonic clock in nanoseconds, of which only differences count.
 */
public final class HeartbeatMonitor {
    private final long intervalNanos;
    private volatile long lastInputNanos;
    private long pingedForNanos;
    private boolean pinged;

    /**
     * A monitor of a link that was heard just now.
     *
     * @param intervalNanos silence after which to ask, and after twice of which to give up; 0 for never
     * @param nowNanos the time
     */
    public HeartbeatMonitor(long intervalNanos, long nowNanos) {
        if (intervalNanos < 0 || intervalNanos > Long.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "A heartbeat interval must be 0.." + Long.MAX_VALUE / 4 + " ns but is " + intervalNanos + ".");
        }
        this.intervalNanos = intervalNanos;
        this.lastInputNanos = nowNanos;
    }

    /** Something has come from the peer. */
    public void onInput(long nowNanos) {
        lastInputNanos = nowNanos;
    }

    /** What to do now. */
    public Heartbeat poll(long nowNanos) {
        long heard = lastInputNanos;
        long silentNanos = nowNanos - heard;
        if (intervalNanos == 0 || silentNanos < intervalNanos) {
            return Heartbeat.NOTHING;
        }
        if (pinged && pingedForNanos == heard) {
            return silentNanos >= 2 * intervalNanos ? Heartbeat.DEAD : Heartbeat.NOTHING;
        }
        pinged = true;
        pingedForNanos = heard;
        return Heartbeat.SEND_PING;
    }

    /**
     * How long to wait before the next {@link #poll}.
     *
     * @return nanoseconds, at least 1; {@link Long#MAX_VALUE} when there is no need to poll
     */
    public long nextPollNanos(long nowNanos) {
        if (intervalNanos == 0) {
            return Long.MAX_VALUE;
        }
        long silentNanos = nowNanos - lastInputNanos;
        long due = silentNanos < intervalNanos ? intervalNanos : 2 * intervalNanos;
        return Math.max(1, due - silentNanos);
    }
}
