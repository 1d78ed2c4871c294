package io.chasqui.broker.dispatch;

import io.chasqui.broker.selector.Selector;
import org.jspecify.annotations.Nullable;

/** A consumer: which messages it takes and how many more it may get. */
public final class Consumer {
    private final int number;
    private final int queue;
    private final Outlet outlet;
    private final @Nullable Selector selector;
    private int credit;
    private boolean draining;

    /**
     * A consumer.
     *
     * @param number its number in its session
     * @param queue the queue or subscription it reads
     * @param outlet its session
     * @param selector what it takes, null for everything
     */
    public Consumer(int number, int queue, Outlet outlet, @Nullable Selector selector) {
        this.number = number;
        this.queue = queue;
        this.outlet = outlet;
        this.selector = selector;
    }

    /** Its number in its session. */
    public int number() {
        return number;
    }

    /** Number of the queue or subscription it reads. */
    public int queue() {
        return queue;
    }

    /** Its session. */
    public Outlet outlet() {
        return outlet;
    }

    @Nullable
    Selector selector() {
        return selector;
    }

    /** Grants further messages. */
    public void grant(int more, boolean drain) {
        credit = (int) Math.min(Integer.MAX_VALUE, (long) credit + Math.max(0, more));
        draining = drain;
    }

    /** Takes all credit back. */
    public void resetCredit() {
        credit = 0;
        draining = false;
    }

    boolean hungry() {
        return credit > 0 && outlet.ready();
    }

    boolean draining() {
        return draining;
    }

    void countDelivery() {
        credit--;
    }
}
