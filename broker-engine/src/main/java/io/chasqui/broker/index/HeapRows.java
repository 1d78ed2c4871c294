package io.chasqui.broker.index;

import java.util.Arrays;

/** Rows of the segment that is being written: they grow, and a row gets its place when its payload has one. */
final class HeapRows implements Rows {
    private static final int FIRST_ROWS = 4;

    private long[] words = new long[FIRST_ROWS * WORDS];
    private int count;

    HeapRows() {}

    @Override
    public long word(int row, int word) {
        return words[row * WORDS + word];
    }

    void set(int row, int word, long value) {
        words[row * WORDS + word] = value;
    }

    /** Adds an empty row and returns its number. */
    int add() {
        if ((count + 1) * WORDS > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        return count++;
    }
}
