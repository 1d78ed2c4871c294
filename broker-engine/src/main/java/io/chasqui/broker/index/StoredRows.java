package io.chasqui.broker.index;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Rows in a mapped file. Each page is compared with its checksum before its first row is believed. */
final class StoredRows implements Rows {
    private static final int PAGE_BYTES = Run.PAGE_ROWS * BYTES;
    private static final int WORD_BITS = 64;

    private final String file;
    private final ByteBuffer bytes;
    private final int offset;
    private final int length;
    private final int[] checksums;
    private final long[] verified;

    /**
     * Rows that are not looked at yet.
     *
     * @param file path of the file, for messages
     * @param bytes all of it, little-endian; shared, because a broker may have very many runs
     * @param offset where the rows begin in it, one behind the other
     * @param length their bytes
     * @param checksums CRC32C of each page, when it was written
     */
    StoredRows(String file, ByteBuffer bytes, int offset, int length, int[] checksums) {
        this.file = file;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.checksums = checksums;
        this.verified = new long[(checksums.length + WORD_BITS - 1) / WORD_BITS];
    }

    @Override
    public long word(int row, int word) {
        int page = row / Run.PAGE_ROWS;
        if ((verified[page / WORD_BITS] >>> page & 1) == 0) {
            verify(page);
        }
        return bytes.getLong(offset + row * BYTES + word * Long.BYTES);
    }

    /**
     * Compares a copy: if the disk does not give a page, a plain read makes an {@link InternalError} of it, but the code
     * behind the checksum would end the JVM.
     */
    private void verify(int page) {
        int from = page * PAGE_BYTES;
        byte[] rows = new byte[Math.min(PAGE_BYTES, length - from)];
        bytes.get(offset + from, rows);
        CRC32C crc = new CRC32C();
        crc.update(rows);
        if ((int) crc.getValue() != checksums[page]) {
            throw IndexFile.damaged(file, offset + from, "the checksum of the rows from there on does not match.");
        }
        verified[page / WORD_BITS] |= 1L << page;
    }
}
