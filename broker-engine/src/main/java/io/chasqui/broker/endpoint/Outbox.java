package io.chasqui.broker.endpoint;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;

/** Effects: frames that leave once the journal is durable up to a position, in order. */
public interface Outbox {
    /** The position of everything applied so far. */
    long appliedPosition();

    /**
     * Sends a frame when the journal is durable up to a position.
     *
     * @param channel where to
     * @param frame what
     * @param position the batch that must be on disk before; 0 for at once
     * @param urgent whether somebody waits for it, so that a force is worth its price
     */
    void emit(Channel channel, Frame frame, long position, boolean urgent);
}
