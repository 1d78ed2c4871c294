package io.chasqui.broker.journal.chronicle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Turns a batch into one that a newer version would have written. */
final class NewerFormat {
    private NewerFormat() {}

    static byte[] of(SegmentBytes segment, int batch) {
        ByteBuffer bytes = ByteBuffer.wrap(segment.content().clone()).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getInt(batch + 4);
        bytes.put(batch + 12, (byte) 2);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.array(), batch + 12, length - 12);
        bytes.putInt(batch + 8, (int) checksum.getValue());
        return bytes.array();
    }
}
