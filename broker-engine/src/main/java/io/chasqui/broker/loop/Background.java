package io.chasqui.broker.loop;

/** Threads for the few things a broker does beside its shard: ending itself, and ending with the JVM. */
public final class Background {
    private Background() {}

    /** Runs something in a thread of its own. */
    public static void start(String name, Runnable work) {
        new Thread(work, name).start();
    }

    /** Runs something when the JVM exits. */
    public static void atExit(String name, Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work, name));
    }
}
