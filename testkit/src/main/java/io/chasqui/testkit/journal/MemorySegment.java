package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.SegmentSource;
import java.util.Arrays;

/** One segment on the simulated disk: documents framed as in a real file, and how far they are forced. */
final class MemorySegment implements SegmentSource {
    private static final int WORD_BYTES = 4;

    private final int number;
    private byte[] content = new byte[4 << 10];
    private int written;
    private int forced;

    MemorySegment(int number) {
        this.number = number;
    }

    /** Appends a document and returns the offset of its first byte. */
    int append(byte[] bytes, int offset, int length) {
        int end = written + WORD_BYTES + length;
        int aligned = (end + 3) & ~3;
        if (aligned > content.length) {
            content = Arrays.copyOf(content, Math.max(aligned, 2 * content.length));
        }
        for (int i = 0; i < WORD_BYTES; i++) {
            content[written + i] = (byte) (length >>> (8 * i));
        }
        System.arraycopy(bytes, offset, content, written + WORD_BYTES, length);
        int first = written + WORD_BYTES;
        written = aligned;
        return first;
    }

    void force() {
        forced = written;
    }

    int written() {
        return written;
    }

    byte[] copy(int offset, int length) {
        if (offset < 0 || length < 0 || offset > written - length) {
            throw new IllegalArgumentException("Segment " + number + " holds " + written + " bytes, but " + offset + "+"
                    + length + " was asked for.");
        }
        return Arrays.copyOfRange(content, offset, offset + length);
    }

    /** The segment as a crash leaves it; everything that is left is on the disk. */
    MemorySegment afterCrash(int unforcedBytes) {
        MemorySegment left = new MemorySegment(number);
        left.written = Math.min(written, forced + unforcedBytes);
        left.content = Arrays.copyOf(content, Math.max(64, left.written));
        Arrays.fill(left.content, left.written, left.content.length, (byte) 0);
        left.forced = left.written;
        return left;
    }

    int unforcedBytes() {
        return written - forced;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String name() {
        return "memory-" + number;
    }

    @Override
    public long sizeBytes() {
        return written;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.min(length, written - position);
        if (count <= 0) {
            return 0;
        }
        System.arraycopy(content, (int) position, target, offset, count);
        return count;
    }
}
