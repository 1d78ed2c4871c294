package io.chasqui.testkit.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Turns a file of today into one that a later version might have written: intact, but beyond this broker. */
final class NewerVersion {
    private static final int MAGIC = 0x42514843;
    private static final int HEADER_BYTES = 44;
    private static final int CHECKED_AT = 12;

    private NewerVersion() {}

    /** The last batch has the next format version. */
    static byte[] batch(byte[] segment) {
        byte[] later = segment.clone();
        ByteBuffer bytes = wrap(later);
        int batch = lastBatch(bytes);
        bytes.put(batch + CHECKED_AT, (byte) 2);
        return seal(later, batch);
    }

    /** The last batch's first event has a version that nobody knows. */
    static byte[] event(byte[] segment) {
        byte[] later = segment.clone();
        ByteBuffer bytes = wrap(later);
        int batch = lastBatch(bytes);
        bytes.putShort(batch + HEADER_BYTES + 6, (short) 9);
        return seal(later, batch);
    }

    /** The last batch's first event is of a kind that nobody knows. */
    static byte[] kind(byte[] segment) {
        byte[] later = segment.clone();
        ByteBuffer bytes = wrap(later);
        int batch = lastBatch(bytes);
        bytes.putShort(batch + HEADER_BYTES + 4, (short) 999);
        return seal(later, batch);
    }

    /** A checkpoint or an index has the next format version. */
    static byte[] sideFile(byte[] file) {
        byte[] later = file.clone();
        ByteBuffer bytes = wrap(later);
        bytes.putInt(Integer.BYTES, bytes.getInt(Integer.BYTES) + 9);
        return later;
    }

    private static ByteBuffer wrap(byte[] segment) {
        return ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int lastBatch(ByteBuffer bytes) {
        for (int at = bytes.capacity() - HEADER_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == MAGIC) {
                return at;
            }
        }
        throw new AssertionError("The segment holds no batch.");
    }

    private static byte[] seal(byte[] segment, int batch) {
        ByteBuffer bytes = wrap(segment);
        CRC32C checksum = new CRC32C();
        checksum.update(segment, batch + CHECKED_AT, bytes.getInt(batch + 4) - CHECKED_AT);
        bytes.putInt(batch + 8, (int) checksum.getValue());
        return segment;
    }
}
