package io.chasqui.broker.index;

import io.chasqui.broker.journal.CorruptJournalException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.zip.CRC32C;

/**
 * Rows in a mapped file. A page of them is compared with its checksum when the first of its rows is asked for: a start
 * touches no row that nobody needs, and no row is believed unseen.
 */
final class StoredRows implements Rows {
    private static final int PAGE_BYTES = Run.PAGE_ROWS * BYTES;

    private final Part part;
    private final LongBuffer words;
    private final int[] checksums;
    private final boolean[] checked;

    /**
     * Where rows lie.
     *
     * @param file name of the file, for messages
     * @param offset of the first row in the file
     * @param bytes all rows of a run, one behind the other
     */
    record Part(String file, long offset, ByteBuffer bytes) {}

    /**
     * Rows that are not touched yet.
     *
     * @param part where they lie
     * @param checksums CRC32C of each page, when they were written
     */
    StoredRows(Part part, int[] checksums) {
        this.part = part;
        this.words = part.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        this.checksums = checksums;
        this.checked = new boolean[checksums.length];
    }

    @Override
    public long word(int row, int word) {
        int page = row / Run.PAGE_ROWS;
        if (!checked[page]) {
            check(page);
            checked[page] = true;
        }
        return words.get(row * WORDS + word);
    }

    /**
     * Reads all rows.
     *
     * @throws CorruptJournalException when some are not those that were written
     */
    void verify() {
        for (int page = 0; page < checksums.length; page++) {
            check(page);
        }
    }

    private void check(int page) {
        int from = page * PAGE_BYTES;
        int length = Math.min(PAGE_BYTES, part.bytes.limit() - from);
        CRC32C checksum = new CRC32C();
        checksum.update(part.bytes.slice(from, length));
        if ((int) checksum.getValue() != checksums[page]) {
            throw IndexFile.damaged(
                    part.file, part.offset + from, "the rows of the messages there do not match their checksum.");
        }
    }
}
