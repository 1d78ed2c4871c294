package io.chasqui.protocol.transport.invm;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;

/**
 * One end of an in-VM link: hands each frame to the listener of the other end, in the thread that sends it. It keeps
 * nothing and locks nothing, so a listener may send from within its call-backs, to either side.
 *
 * @param link what both ends share
 * @param target the listener of the other end
 * @param peer who that is, for people
 */
record InVmChannel(InVmLink link, ChannelListener target, String peer) implements Channel {
    @Override
    public void send(Frame frame) {
        if (frame instanceof DeliverStored stored) {
            sendStored(stored);
        } else if (!link.isClosed()) {
            target.onFrame(frame);
        }
    }

    /** Client and broker share a heap: the client gets the message as it needs it, and the broker keeps nothing. */
    private void sendStored(DeliverStored stored) {
        if (link.isClosed()) {
            stored.source().close();
        } else {
            target.onFrame(stored.load());
        }
    }

    @Override
    public void flush() {
        if (!link.isClosed()) {
            target.onBatchEnd();
        }
    }

    @Override
    public void flushSoon() {
        if (!link.isClosed()) {
            target.onBatchSoon();
        }
    }

    @Override
    public boolean writable() {
        return true;
    }

    /** Hands over the end of the batch first, so that what was sent without a flush is still worked off. */
    @Override
    public void close() {
        flush();
        link.close();
    }
}
