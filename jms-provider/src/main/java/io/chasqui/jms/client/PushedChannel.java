package io.chasqui.jms.client;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A link's channel as its sessions see it. It counts how often somebody has pushed out what was sent, so that a session
 * can tell whether a frame that it left for company has gone with another session's.
 */
final class PushedChannel implements Channel {
    private final Channel channel;
    private final AtomicLong pushes = new AtomicLong();

    PushedChannel(Channel channel) {
        this.channel = channel;
    }

    /** How often {@link #flush} was called; what was sent before this was read has gone once it is greater. */
    long pushes() {
        return pushes.get();
    }

    @Override
    public void send(Frame frame) {
        channel.send(frame);
    }

    @Override
    public void flush() {
        pushes.incrementAndGet();
        channel.flush();
    }

    @Override
    public boolean writable() {
        return channel.writable();
    }

    @Override
    public void takeInput(boolean taken) {
        channel.takeInput(taken);
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public String peer() {
        return channel.peer();
    }
}
