package io.chasqui.broker.dispatch;

import io.chasqui.broker.selector.Selector;
import org.jspecify.annotations.Nullable;

/** A consumer: which messages it takes and how many more it may get. */
public final class Consumer {
    private final int number;
    private final int queue;
    private final Outlet outlet;
    private final @Nullable Selector selector;
    private final boolean browses;
    private int credit;
    private int drains;
    private int groups;
    private @Nullable Seeker seeker;

    /**
     * A consumer.
     *
     * @param number its number in its session
     * @param queue the queue or subscription it reads
     * @param outlet its session
     * @param selector what it takes, null for everything
     */
    public Consumer(int number, int queue, Outlet outlet, @Nullable Selector selector) {
        this(number, queue, outlet, selector, false);
    }

    private Consumer(int number, int queue, Outlet outlet, @Nullable Selector selector, boolean browses) {
        this.number = number;
        this.queue = queue;
        this.outlet = outlet;
        this.selector = selector;
        this.browses = browses;
    }

    /** A consumer that only looks: what it is shown stays where it is. */
    public static Consumer browser(int number, int queue, Outlet outlet, @Nullable Selector selector) {
        return new Consumer(number, queue, outlet, selector, true);
    }

    /** Whether it only looks. */
    public boolean browses() {
        return browses;
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

    /**
     * Grants further messages.
     *
     * @param drain whether the client is to hear when there is nothing for the credit, or the credit is used up
     */
    public void grant(int more, boolean drain) {
        credit = (int) Math.min(Integer.MAX_VALUE, (long) credit + Math.max(0, more));
        drains += drain ? 1 : 0;
    }

    /** Takes all credit back. */
    public void resetCredit() {
        credit = 0;
        drains = 0;
    }

    /** It and the others that want the same; null for one that only looks, or has left. */
    @Nullable
    Seeker seeker() {
        return seeker;
    }

    void seekWith(@Nullable Seeker with) {
        this.seeker = with;
    }

    /** Number of message groups that are pinned to it. */
    int groups() {
        return groups;
    }

    void countGroups(int more) {
        groups += more;
    }

    boolean hungry() {
        return credit > 0 && outlet.ready();
    }

    /** Whether it may get a message as soon as its link takes one. */
    boolean credited() {
        return credit > 0;
    }

    /** Whether the client waits to hear that there is nothing. */
    boolean draining() {
        return drains > 0;
    }

    void countDelivery() {
        credit--;
    }

    /** Whether a drain waits for its answer although there is no credit left. */
    boolean usedUp() {
        return credit == 0 && drains > 0;
    }

    /** Answers every drain with one {@code Drained}; they end all credit. */
    void answerDrains() {
        int answers = drains;
        if (answers > 0) {
            resetCredit();
        }
        for (int i = 0; i < answers; i++) {
            outlet.drained(this);
        }
    }
}
