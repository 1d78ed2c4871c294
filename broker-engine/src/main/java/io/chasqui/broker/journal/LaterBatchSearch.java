package io.chasqui.broker.journal;

import java.io.IOException;

/**
 * Looks behind the first bad place of a segment for batches that survived. One of them may know that the bad place was on
 * the disk already; then this is no torn tail but damage.
 */
final class LaterBatchSearch {
    private static final int CHUNK_BYTES = 128 << 10;

    private final SegmentWindow window;
    private final long size;
    private long foundAt = -1;
    private long lastDataByte = -1;

    LaterBatchSearch(SegmentWindow window) {
        this.window = window;
        this.size = window.source().sizeBytes();
    }

    /** Decides whether an intact batch proves damage. */
    interface Proof {
        /** Whether this intact batch could not exist if the journal had simply ended before. */
        boolean proves(BatchHeader header);
    }

    /**
     * Searches from a position to the end of the file.
     *
     * @return whether a batch was found that proves damage; it is at {@link #foundAt()}
     */
    boolean search(long from, Proof proof) throws IOException {
        long position = from;
        while (position < size) {
            position = nextMagic(position);
            if (position < size && proves(position, proof)) {
                foundAt = position;
                return true;
            }
            position++;
        }
        return false;
    }

    /** Where the proving batch begins; negative if there is none. */
    long foundAt() {
        return foundAt;
    }

    /** Bytes between {@code from} and the last byte that is not zero. */
    long dataBytes(long from) {
        return lastDataByte < from ? 0 : lastDataByte + 1 - from;
    }

    private boolean proves(long position, Proof proof) throws IOException {
        BatchCheck.Finding finding = BatchCheck.check(window, position, size);
        if (finding.fault() != null) {
            return false;
        }
        int at = window.load(position, BatchFormat.HEADER_BYTES);
        BatchHeader header = BatchFormat.header(window.bytes(), at);
        return BatchFormat.plausible(header.flags()) && header.watermark() < header.sequence() && proof.proves(header);
    }

    /** Position of the next magic word, or the size of the file. */
    private long nextMagic(long from) throws IOException {
        long position = from;
        while (position < size) {
            int count = (int) Math.min(CHUNK_BYTES, size - position);
            int at = window.load(position, (int) Math.min(CHUNK_BYTES + 3, size - position));
            byte[] bytes = window.bytes();
            for (int i = 0; i < count; i++) {
                if (bytes[at + i] == 0) {
                    continue;
                }
                lastDataByte = position + i;
                if (bytes[at + i] == (byte) BatchFormat.MAGIC && size - position - i >= 4 && magic(bytes, at + i)) {
                    return position + i;
                }
            }
            position += count;
        }
        return size;
    }

    private static boolean magic(byte[] bytes, int at) {
        return bytes[at + 1] == (byte) (BatchFormat.MAGIC >>> 8)
                && bytes[at + 2] == (byte) (BatchFormat.MAGIC >>> 16)
                && bytes[at + 3] == (byte) (BatchFormat.MAGIC >>> 24);
    }
}
