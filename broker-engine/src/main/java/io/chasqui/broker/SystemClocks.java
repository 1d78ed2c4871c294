package io.chasqui.broker;

import java.security.SecureRandom;

/** The machine's clocks and entropy: the one place of the broker that asks for them. */
public final class SystemClocks {
    private SystemClocks() {}

    static long millis() {
        return System.currentTimeMillis();
    }

    static long nanos() {
        return System.nanoTime();
    }

    static long entropy() {
        return secureRandom().nextLong();
    }

    /** The machine's source of entropy, for what nobody may guess: salts of password hashes, for example. */
    public static SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
