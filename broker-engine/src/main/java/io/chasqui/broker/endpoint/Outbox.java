package io.chasqui.broker.endpoint;

import io.chasqui.broker.journal.Mark;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;

/** Effects: frames that leave once the journal has done what they wait for, those of one channel in order. */
public interface Outbox {
    /** What everything applied so far asks for. */
    Mark applied();

    /**
     * Sends a frame when the journal has reached a mark.
     *
     * @param channel where to
     * @param frame what
     * @param mark what it waits for; {@link Mark#NONE} for nothing at all
     * @param urgent whether somebody waits for it, so that a force is worth its price
     */
    void emit(Channel channel, Frame frame, Mark mark, boolean urgent);
}
