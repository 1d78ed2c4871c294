package io.chasqui.broker.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes turns off the hands of senders in the same JVM that do not wait for an answer. Who sends now and then does the turn
 * itself, which is the quickest. Who sends in a burst would do one for each message, each with a document of its own in the
 * journal; this thread does one for all that came since its last one, while they go on sending.
 *
 * <p>Guarantees that work which was submitted before an {@link #offer} is done without anything more: by the caller, by this
 * thread, or by whoever holds the baton.
 */
final class TurnThread implements Runnable {
    /** Offers that follow each other more quickly are a burst: in this time a parked thread is hardly awake. */
    static final long BURST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Baton baton;
    private final LongSupplier nanoClock;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile long offeredNanos;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    /**
     * A thread that is not started.
     *
     * @param baton what it takes
     * @param nanoClock measures bursts
     * @param onFailure is told when it cannot go on
     */
    TurnThread(Baton baton, LongSupplier nanoClock, Consumer<Throwable> onFailure) {
        this.baton = baton;
        this.nanoClock = nanoClock;
        this.onFailure = onFailure;
        this.offeredNanos = nanoClock.getAsLong() - BURST_NANOS;
    }

    /** Not for an application's thread, of which it would inherit what keeps the application in memory. */
    void start(String name) {
        Thread created = new Thread(this, name);
        created.setDaemon(true);
        created.start();
    }

    /** Has what was submitted done, by this thread if offers come in a burst. Any thread. */
    void offer() {
        long now = nanoClock.getAsLong();
        boolean burst = now - offeredNanos < BURST_NANOS;
        offeredNanos = now;
        if (awake.get()) {
            return; // it looks once more before it parks
        }
        if (!burst || !baton.waits()) {
            baton.run();
        } else if (awake.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread once it has done what it does. Any thread, also several times. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!stopped) {
                baton.run();
                awake.set(false);
                if (baton.waits()) {
                    awake.set(true);
                }
                await();
            }
        } catch (RuntimeException | Error failure) { // whatever it is, nobody would do what is left to this thread
            onFailure.accept(failure);
        }
    }

    private void await() {
        while (!awake.get() && !stopped) {
            LockSupport.park(this);
            boolean unused = Thread.interrupted(); // by nobody who could know it, and it would never park again
        }
    }
}
