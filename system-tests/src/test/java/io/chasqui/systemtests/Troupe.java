package io.chasqui.systemtests;

import jakarta.jms.JMSException;
import java.util.List;

/** Clients that act together while something goes wrong. */
interface Troupe {
    /** Sets up what has to be there first, and writes down which sources exist. */
    void prepare() throws JMSException;

    /** Allows every producer so many messages more. */
    void refill(int messages);

    /** Those that end when producing ends. */
    List<Actor> producers();

    /** Those that end when they find nothing more after consuming has ended. */
    List<Actor> consumers();

    /** The queues that have to be emptied at the end, in this order. */
    List<String> queues();
}
