package io.chasqui.systemtests;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Paces a producer: so many messages per round, so that long runs do not pile up more than they can read. */
final class Budget {
    private final Semaphore messages = new Semaphore(0);

    void refill(int count) {
        messages.release(Math.max(0, count - messages.availablePermits()));
    }

    /** Takes so many messages, waiting a little for them; whether they were there. */
    boolean take(int count) {
        try {
            return messages.tryAcquire(count, 100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
