package io.chasqui.broker.loop;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to work in a shard, and the work that waits for it. Whoever comes with work and finds the baton free takes it
 * and works off everything that is there. Others leave their work in the queue and go on. So there is one worker at a
 * time without a thread of its own, and a lone caller is served in its own thread.
 *
 * <p>The baton is a flag. A holder that gives it back looks once more at the queue, because work may have come between
 * its last look and the giving back; so no work is ever left without a holder.
 *
 * <p>Guarantees, until it is ended: each piece of work is taken exactly once, the work of one thread in the order in which
 * that thread submitted it, and no two threads are holders at the same time.
 */
final class Baton {
    private static final long WAIT_NANOS = 1_000_000;

    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean held = new AtomicBoolean();
    private final Runnable holder;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean retired;

    /**
     * A free baton without work.
     *
     * @param holder what to do with the baton in hand: it polls and does work until there is none
     */
    Baton(Runnable holder) {
        this.holder = holder;
    }

    /** Leaves work in the queue; once ended, the work is dropped. Any thread; {@link #run} is to follow. */
    void submit(Runnable work) {
        if (!ended.get()) {
            inbox.add(work);
        }
    }

    /** Becomes the holder if there is work and the baton is free. Any thread. */
    void run() {
        while (!inbox.isEmpty() && !ended.get() && take()) {
            try {
                holder.run();
            } finally {
                held.set(false);
            }
        }
    }

    /** Whether work waits. */
    boolean hasWork() {
        return !inbox.isEmpty();
    }

    /** Whether work waits and nobody has the baton. */
    boolean waits() {
        return !inbox.isEmpty() && !held.get() && !ended.get();
    }

    /** The next piece of work, or null. Holder only. */
    @Nullable
    Runnable poll() {
        return inbox.poll();
    }

    /**
     * Lets no one become a holder any more; one that holds it now may go on until it asks {@link #ended}.
     *
     * @return whether it had not been ended before
     */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Ends it and waits until nobody works with it. Not for the holder; several threads may call it. */
    void retire() {
        boolean unused = end();
        while (!retired && !take()) {
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
        retired = true;
    }

    /** Whether it has been ended. */
    boolean ended() {
        return ended.get();
    }

    /** Takes the baton if it is free; who takes it here never gives it back. */
    boolean take() {
        return held.compareAndSet(false, true);
    }
}
