package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;

/** The session behind a consumer, as the dispatch sees it. */
public interface Outlet {
    /** Whether deliveries can go out now: the link is there and takes frames. */
    boolean ready();

    /** The session's deliveries that are not acknowledged. */
    InFlight inFlight();

    /**
     * Sends a delivery.
     *
     * @param consumer to whom
     * @param entry the message, whose bytes are in memory
     * @param position the batch that must be on disk before
     */
    void deliver(Consumer consumer, MessageEntry entry, long position);

    /** Says that nothing that matches is left for now. */
    void drained(Consumer consumer);
}
