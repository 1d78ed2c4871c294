package io.chasqui.broker;

import java.security.SecureRandom;

/** The machine's clocks and entropy: the one place of the engine that asks for them. */
final class SystemClocks {
    private SystemClocks() {}

    static long millis() {
        return System.currentTimeMillis();
    }

    static long nanos() {
        return System.nanoTime();
    }

    static long entropy() {
        return new SecureRandom().nextLong();
    }
}
