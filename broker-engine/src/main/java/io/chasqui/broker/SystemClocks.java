package io.chasqui.broker;

/** The machine's clocks: the one place of the engine that reads them. */
final class SystemClocks {
    private SystemClocks() {}

    static long millis() {
        return System.currentTimeMillis();
    }

    static long nanos() {
        return System.nanoTime();
    }
}
