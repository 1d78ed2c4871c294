package io.chasqui.protocol.codec;

/** Takes encoded bytes; what a transport's outgoing buffer offers to the {@link FrameEncoder}. */
@FunctionalInterface
public interface ByteSink {
    /**
     * Takes bytes; they must be copied or written before this method returns.
     *
     * @param source where they are
     * @param offset the first one
     * @param length how many
     */
    void write(byte[] source, int offset, int length);
}
