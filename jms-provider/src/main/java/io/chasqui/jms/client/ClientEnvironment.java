package io.chasqui.jms.client;

import org.jspecify.annotations.Nullable;

/** Clock, entropy, threads and system properties: all that comes into the client from outside. */
interface ClientEnvironment {
    /** Wall clock in milliseconds. */
    long timeMillis();

    /** Monotonic clock in nanoseconds. */
    long nanoTime();

    /** An unpredictable number. */
    long random();

    /** A system property, or null if it is not set. */
    @Nullable
    String property(String name);

    /**
     * Starts a thread.
     *
     * @param name for people
     * @param daemon whether the JVM may end while it runs
     * @param task what it does
     */
    Thread start(String name, boolean daemon, Runnable task);
}
