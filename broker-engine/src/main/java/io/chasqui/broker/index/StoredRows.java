package io.chasqui.broker.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/** Rows in a mapped file. Each page is compared with its checksum before its first row is believed. */
final class StoredRows implements Rows {
    private static final int PAGE_BYTES = Run.PAGE_ROWS * BYTES;
    private static final int WORD_BITS = 64;

    private final String file;
    private final long fileOffset;
    private final ByteBuffer bytes;
    private final LongBuffer words;
    private final int[] checksums;
    private final long[] verified;

    /**
     * Rows that are not looked at yet.
     *
     * @param file path of the file, for messages
     * @param fileOffset where they begin in it
     * @param bytes all rows of a run, one behind the other
     * @param checksums CRC32C of each page, when it was written
     */
    StoredRows(String file, long fileOffset, ByteBuffer bytes, int[] checksums) {
        this.file = file;
        this.fileOffset = fileOffset;
        this.bytes = bytes;
        this.words = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        this.checksums = checksums;
        this.verified = new long[(checksums.length + WORD_BITS - 1) / WORD_BITS];
    }

    @Override
    public long word(int row, int word) {
        int page = row / Run.PAGE_ROWS;
        if ((verified[page / WORD_BITS] >>> page & 1) == 0) {
            verify(page);
        }
        return words.get(row * WORDS + word);
    }

    private void verify(int page) {
        int from = page * PAGE_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, Math.min(PAGE_BYTES, bytes.limit() - from)));
        if ((int) crc.getValue() != checksums[page]) {
            throw IndexFile.damaged(file, fileOffset + from, "the checksum of the rows from there on does not match.");
        }
        verified[page / WORD_BITS] |= 1L << page;
    }
}
