package io.chasqui.samples.quickstart;

import java.util.function.LongSupplier;

/**
 * Seconds since it was made.
 *
 * @param nanoClock a clock that only moves forward, in nanoseconds
 * @param startNanos where the clock stood
 */
record Stopwatch(LongSupplier nanoClock, long startNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Starts now. */
    static Stopwatch start() {
        return new Stopwatch(System::nanoTime, System.nanoTime());
    }

    double seconds() {
        return (nanoClock.getAsLong() - startNanos) / NANOS_PER_SECOND;
    }
}
