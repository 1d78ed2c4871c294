package io.chasqui.jms.client;

/** Clock, entropy and threads: all that is not deterministic in the client. */
interface ClientEnvironment {
    /** Wall clock in milliseconds. */
    long timeMillis();

    /** Monotonic clock in nanoseconds. */
    long nanoTime();

    /** An unpredictable number. */
    long random();

    /**
     * Starts a thread.
     *
     * @param name for people
     * @param daemon whether the JVM may end while it runs
     * @param task what it does
     */
    Thread start(String name, boolean daemon, Runnable task);
}
