package io.chasqui.protocol.transport;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SendPart;
import org.jspecify.annotations.Nullable;

/**
 * Receives what comes over a link. A TCP channel calls from its I/O thread only; an in-VM channel calls from whichever
 * thread sends at the other end, so several calls may run at the same time, each thread's frames in order. Methods
 * return quickly and never wait.
 */
public interface ChannelListener {
    /** A frame has come. */
    void onFrame(Frame frame);

    /**
     * Whether messages larger than {@link io.chasqui.protocol.message.SealedMessage#LARGE_BYTES} that would have to be put
     * together first are to come by {@link #onPart}.
     */
    default boolean takesParts() {
        return false;
    }

    /** A part of a send has come; only if {@link #takesParts}. In order with the frames of the same session. */
    default void onPart(SendPart part) {
        throw new IllegalStateException("Nobody takes parts of messages here.");
    }

    /** No more frames are at hand right now: time to work off what came. */
    void onBatchEnd();

    /** The same, but nobody waits for an answer: it need not be done in this thread. */
    default void onBatchSoon() {
        onBatchEnd();
    }

    /** The channel takes frames again after {@link Channel#writable()} was false. */
    default void onWritable() {}

    /**
     * The link has ended; called once, nothing follows.
     *
     * @param cause what went wrong, or null for an orderly end
     */
    void onClosed(@Nullable Throwable cause);
}
