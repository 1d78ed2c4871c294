package io.chasqui.protocol.message;

/**
 * A sealed message that is read part by part when a link takes it, so that nobody holds it as a whole. Reading goes
 * forward. It is closed exactly once, by whoever had it last: when all of it was read, or when nobody will read it any
 * more; until then its bytes stay where they are.
 */
public interface MessageSource {
    /** Takes bytes; what a caller of {@link #read} offers. */
    @FunctionalInterface
    interface Target {
        /** Takes bytes; they must be copied or written before this method returns. */
        void write(byte[] source, int offset, int length);
    }

    /** Length of the message in bytes. */
    int length();

    /**
     * Reads some bytes.
     *
     * @param offset the first one in the message, not before what was read already
     * @param length how many
     * @param target is given them, in one or more calls
     * @throws RuntimeException if they cannot be read: the message cannot be delivered
     */
    void read(int offset, int length, Target target);

    /** Lets go of the bytes. */
    void close();

    /** The whole message, for a receiver in the same JVM, which has to hold it anyway; closes the source. */
    default byte[] readAll() {
        try {
            byte[] whole = new byte[length()];
            int[] at = new int[1];
            read(0, whole.length, (source, offset, count) -> {
                System.arraycopy(source, offset, whole, at[0], count);
                at[0] += count;
            });
            return whole;
        } finally {
            close();
        }
    }
}
