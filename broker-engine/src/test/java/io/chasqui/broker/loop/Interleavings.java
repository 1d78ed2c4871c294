package io.chasqui.broker.loop;

import org.jetbrains.lincheck.Lincheck;

/** What a block needs whose interleavings Lincheck tries; the assertions of AssertJ cannot be used inside of one. */
final class Interleavings {
    private static final int LIMIT = 250;

    private Interleavings() {}

    static void check(Runnable block) {
        Lincheck.runConcurrentTest(LIMIT, block);
    }

    static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + thread.getName(), interrupted);
        }
    }

    static void claim(boolean holds, String what, Object found) {
        if (!holds) {
            throw new AssertionError("Expected " + what + ", but found " + found);
        }
    }
}
