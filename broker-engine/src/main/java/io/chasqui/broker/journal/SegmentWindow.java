package io.chasqui.broker.journal;

import java.io.IOException;
import java.util.Arrays;

/** A sliding piece of a segment in memory, so that reading front to back costs few reads and bounded memory. */
final class SegmentWindow {
    private static final int LEAST_BYTES = 256 << 10;

    private final SegmentSource source;
    private byte[] bytes = new byte[LEAST_BYTES];
    private long start;
    private int filled;

    SegmentWindow(SegmentSource source) {
        this.source = source;
    }

    SegmentSource source() {
        return source;
    }

    /** The array that holds the piece; changes with {@link #load}. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Makes the bytes at a position available.
     *
     * @param position offset in the segment
     * @param length number of bytes wanted, which must exist
     * @return index of the first one in {@link #bytes()}
     */
    int load(long position, int length) throws IOException {
        if (position < start || position + length > start + filled) {
            refill(position, length);
        }
        return (int) (position - start);
    }

    private void refill(long position, int length) throws IOException {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        start = position;
        filled = 0;
        while (filled < bytes.length) {
            int count = source.read(start + filled, bytes, filled, bytes.length - filled);
            if (count <= 0) {
                break;
            }
            filled += count;
        }
        if (filled < length) {
            throw new IOException("File " + source.name() + " ends at " + (start + filled) + " while it is read: "
                    + (position + length) + " was expected.");
        }
    }
}
