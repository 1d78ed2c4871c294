package io.chasqui.broker.index;

import java.nio.LongBuffer;

/**
 * Rows in a mapped file.
 *
 * @param words all rows of a run, one behind the other
 * @param checksum CRC32C of their bytes, when they were written
 */
record StoredRows(LongBuffer words, int checksum) implements Rows {
    @Override
    public long word(int row, int word) {
        return words.get(row * WORDS + word);
    }
}
