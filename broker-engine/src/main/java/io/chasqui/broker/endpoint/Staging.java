package io.chasqui.broker.endpoint;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.protocol.message.SealedMessage;

/** Puts bytes of messages into the journal ahead of the event that will name them. */
public interface Staging {
    /** Largest payload that is written inside the event that accepts it, in bytes; at most 1 MiB. */
    int inlineLimitBytes();

    /** Appends a persistent payload in one or more parts and says where they lie. */
    void stage(Payload payload);

    /**
     * Appends the next part of a payload that comes by parts: to the journal, or to the spill files if it is volatile.
     *
     * @return false if the spill files take no more
     */
    boolean stageNext(Payload payload, byte[] part);

    /**
     * A persistent payload with the bytes of a volatile one.
     *
     * @return held once, and staged
     */
    Payload keep(Payload payload);

    /** Whether a message of this length that came as a whole may stay in memory as such for a while. */
    boolean keepsWhole(int length);

    /** All of a message but its body, from memory or from disk. */
    SealedMessage head(Payload payload);

    /** Whether there is room for further persistent messages on disk. */
    boolean acceptsSends();

    /** Whether there is room for further non-persistent messages in memory, or on disk if they do not fit. */
    boolean acceptsVolatileSends();

    /** How much room the disk has. */
    FreeRoom room();

    /** Makes sure that everything recorded so far has a place. */
    void placeAll();
}
