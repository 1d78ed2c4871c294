package io.chasqui.broker.journal;

import java.util.zip.CRC32C;

/**
 * Where bytes lie in the journal. A place is not an identity: bytes may move.
 *
 * @param segment number of the segment, from 1; negative numbers are spill files
 * @param offset offset in the segment's file, in bytes
 * @param length number of bytes
 * @param checksum CRC32C of the bytes, by which whoever reads them back knows them; 0 when it is not known
 */
public record Place(int segment, int offset, int length, int checksum) {
    /** A place whose bytes have no known checksum. */
    public Place(int segment, int offset, int length) {
        this(segment, offset, length, 0);
    }

    /** Whether these are the bytes that were written here, as far as the checksum is known. */
    public boolean holds(byte[] bytes) {
        return checksum == 0 || checksum == checksumOf(bytes, 0, bytes.length);
    }

    /** The checksum of bytes. */
    public static int checksumOf(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
