package io.chasqui.broker.endpoint;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.FreeRoom;

/** Puts bytes of messages into the journal ahead of the event that will name them. */
public interface Staging {
    /** Largest payload that is written inside the event that accepts it, in bytes; at most 1 MiB. */
    int inlineLimitBytes();

    /** Appends a payload in one or more parts and says where they lie. */
    void stage(Payload payload);

    /** The bytes of a payload, from memory or from disk. */
    byte[] read(Payload payload);

    /** Whether there is room for further persistent messages on disk. */
    boolean acceptsSends();

    /** Whether there is room for further non-persistent messages in memory, or on disk if they do not fit. */
    boolean acceptsVolatileSends();

    /** How much room the disk has. */
    FreeRoom room();

    /** Makes sure that everything recorded so far has a place. */
    void placeAll();
}
