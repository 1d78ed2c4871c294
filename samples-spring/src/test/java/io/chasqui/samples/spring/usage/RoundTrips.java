package io.chasqui.samples.spring.usage;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;

/** Counts how often a call waits for the broker. */
final class RoundTrips {
    private RoundTrips() {}

    /** Something that may fail. */
    interface Call {
        void run() throws Exception;
    }

    /**
     * Runs a call on a thread of its own, and lets answers through only while it waits.
     *
     * @return the number of times that it sent something and then waited for an answer
     */
    static int of(Turnstile turnstile, Call call) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            call.run();
            return true;
        });
        Thread caller = new Thread(task, "round-trips");
        turnstile.keepAnswers();
        try {
            caller.start();
            while (!task.isDone()) {
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> task.isDone() || (isWaiting(caller) && turnstile.hasAnswers()));
                if (!task.isDone()) {
                    turnstile.release();
                }
            }
            task.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError("The call failed.", failed);
        } finally {
            turnstile.letAllGo();
        }
        return turnstile.waves();
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == State.WAITING || thread.getState() == State.TIMED_WAITING;
    }
}
