package io.chasqui.jms.client;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A link's channel as its sessions see it. It counts how often somebody has pushed out what was sent, so that a session
 * can tell whether a frame that it left for company has gone with another session's.
 */
final class PushedChannel implements Channel {
    private static final int MOST_LEFT = 2;

    private final Channel channel;
    private final AtomicLong pushes = new AtomicLong();
    private final AtomicInteger left = new AtomicInteger();

    PushedChannel(Channel channel) {
        this.channel = channel;
    }

    /** How often it was flushed; what was sent before this was read has gone once it is greater. */
    long pushes() {
        return pushes.get();
    }

    /**
     * A session has left a frame for the next push. Few may wait so: the frame that takes them along has somebody waiting
     * for it, and they would be worked off before it.
     */
    void leave() {
        if (left.incrementAndGet() > MOST_LEFT) {
            flush();
        }
    }

    @Override
    public void send(Frame frame) {
        channel.send(frame);
    }

    @Override
    public void flush() {
        pushed();
        channel.flush();
    }

    @Override
    public void flushSoon() {
        pushed();
        channel.flushSoon();
    }

    private void pushed() {
        pushes.incrementAndGet();
        left.set(0);
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
