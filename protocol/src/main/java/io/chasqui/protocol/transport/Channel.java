package io.chasqui.protocol.transport;

import io.chasqui.protocol.frame.Frame;

/**
 * One end of a link. Frames of one session that one thread sent arrive at the other end in that order; a frame about a
 * connection arrives after all that was sent before it for that connection, and {@code Goodbye} after everything. Short
 * frames of other sessions may overtake a long one. Several threads may send at the same time. Nothing here blocks.
 */
public interface Channel {
    /**
     * Queues a frame. After the channel has closed, frames are dropped: whoever needs to know learns it from
     * {@link ChannelListener#onClosed}.
     */
    void send(Frame frame);

    /** Pushes out what was sent so far. Cheap when there is nothing. */
    void flush();

    /**
     * The same when nobody waits for an answer: where {@link #flush} has the peer work in this thread, it may do so a moment
     * later in another one.
     */
    default void flushSoon() {
        flush();
    }

    /**
     * Whether the peer takes frames as fast as they come. When it does not, a broker stops delivering to it until
     * {@link ChannelListener#onWritable} is called.
     */
    boolean writable();

    /**
     * Stops reading, or goes on: what the peer sends meanwhile waits at its side. A little that was read already still
     * comes. Any thread.
     */
    default void takeInput(boolean taken) {}

    /** Ends the link after what was sent so far; closing twice is quiet. */
    void close();

    /** Who is at the other end, for people: an address, or the name of an in-VM broker. */
    String peer();
}
