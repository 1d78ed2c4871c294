package io.chasqui.broker.dispatch;

import io.chasqui.broker.journal.Mark;
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
     * @param entry the message, whose bytes, or head if it is large, are in memory
     * @param mark what the journal has to have done before
     */
    void deliver(Consumer consumer, MessageEntry entry, Mark mark);

    /** Says that nothing that matches is left for now. */
    void drained(Consumer consumer);
}
