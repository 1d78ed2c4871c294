package io.chasqui.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it; may be read and moved from any thread. */
public final class ManualClock implements InstantSource {
    private final AtomicLong nowNanos;
    private final AtomicLong adjustedMillis = new AtomicLong();
    private final long startMillis;

    /**
     * A clock that stands at the given time.
     *
     * @param startMillis milliseconds since 1970-01-01T00:00Z
     */
    public ManualClock(long startMillis) {
        this.startMillis = startMillis;
        this.nowNanos = new AtomicLong();
    }

    /** Wall time in milliseconds since 1970-01-01T00:00Z. */
    public long nowMillis() {
        return startMillis + adjustedMillis.get() + nowNanos.get() / 1_000_000;
    }

    /** Nanoseconds since the clock was made. */
    public long nowNanos() {
        return nowNanos.get();
    }

    /**
     * Moves the clock on.
     *
     * @param by how far, not negative
     * @throws IllegalArgumentException if it would go back
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("A clock goes forward only, but was to be moved by " + by + ".");
        }
        nowNanos.addAndGet(by.toNanos());
    }

    /** Puts the wall time forward or back, as somebody does who sets a machine's clock; no time passes. */
    public void adjust(Duration by) {
        adjustedMillis.addAndGet(by.toMillis());
    }

    /** Moves the clock on by milliseconds, not negative. */
    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(startMillis + adjustedMillis.get()).plusNanos(nowNanos.get());
    }
}
