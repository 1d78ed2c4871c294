package io.chasqui.broker.index;

import io.chasqui.broker.journal.Place;
import java.util.Arrays;

/**
 * Rows of messages of one priority that were accepted, or moved, in one segment, by ascending sequence: those of one queue,
 * or those of all subscriptions of a topic, in which a message has the same sequence. Rows are only added, and only while
 * the segment is written. Who still has a message is said by the {@linkplain Run runs} over the rows.
 */
final class Block {
    private final boolean shared;
    private final long base;
    private Rows rows;
    private long[] leastExpiry;
    private int count;
    private long lastSequence;
    private long lastMessage;

    /**
     * No rows yet.
     *
     * @param shared whether several subscriptions may have runs over them
     * @param base sequence of the first message
     */
    Block(boolean shared, long base) {
        this.shared = shared;
        this.base = base;
        this.rows = new HeapRows();
        this.leastExpiry = new long[] {Run.NEVER};
        this.lastSequence = base - 1;
    }

    /**
     * Rows that are stored.
     *
     * @param base sequence from which those of the rows are counted
     * @param count number of rows
     * @param leastExpiry of each page of {@link Run#PAGE_ROWS} rows
     * @param rows the rows
     */
    Block(long base, int count, long[] leastExpiry, Rows rows) {
        this.shared = false; // it does not grow any more
        this.base = base;
        this.count = count;
        this.leastExpiry = leastExpiry;
        this.rows = rows;
    }

    /** Whether several subscriptions may have runs over the rows. */
    boolean shared() {
        return shared;
    }

    /** Sequence from which those of the rows are counted. */
    long base() {
        return base;
    }

    /** Number of rows. */
    int count() {
        return count;
    }

    /** The event that added the last row, see {@link SegmentRuns#nextMessage}. */
    long lastMessage() {
        return lastMessage;
    }

    /** Whether the rows lie in a file. */
    boolean stored() {
        return rows instanceof StoredRows;
    }

    /** The least expiry among the rows of a page, {@link Run#NEVER} if none expires. */
    long leastExpiry(int page) {
        return leastExpiry[page];
    }

    /** A word of a row. */
    long word(int row, int word) {
        return rows.word(row, word);
    }

    /** The sequence of a row. */
    long sequence(int row) {
        return base + (rows.word(row, 0) & 0xFFFF_FFFFL);
    }

    /** Whether a message may be added: it comes behind the others, and not too far behind. */
    boolean takes(long sequence) {
        return sequence > lastSequence && sequence - base <= Integer.MAX_VALUE;
    }

    /** Whether the last row is what a message would get. */
    boolean endsWith(NewRow message) {
        int last = count - 1;
        return lastSequence == message.sequence()
                && rows.word(last, 0) == firstWord(message)
                && rows.word(last, 2) == message.expirationMillis();
    }

    /**
     * Adds a message, without a place.
     *
     * @param message a message that it takes
     * @param number the event that adds it
     */
    void add(NewRow message, long number) {
        HeapRows target = (HeapRows) rows;
        int row = target.add();
        target.set(row, 0, firstWord(message));
        target.set(row, 2, message.expirationMillis());
        target.set(row, 3, (long) message.sharers() << 32);
        count++;
        lastSequence = message.sequence();
        lastMessage = number;
        int page = row / Run.PAGE_ROWS;
        if (page >= leastExpiry.length) {
            leastExpiry = Arrays.copyOf(leastExpiry, page + 1);
            leastExpiry[page] = Run.NEVER;
        }
        if (message.expirationMillis() != 0) {
            leastExpiry[page] = Math.min(leastExpiry[page], message.expirationMillis());
        }
    }

    private long firstWord(NewRow message) {
        return (message.sequence() - base) | (long) message.length() << 32;
    }

    /** Says where a row's payload lies. */
    void place(int row, Place place) {
        HeapRows target = (HeapRows) rows;
        long sharers = rows.word(row, 3) >>> 32;
        target.set(row, 1, (place.segment() & 0xFFFF_FFFFL) | (long) place.offset() << 32);
        target.set(row, 3, (place.checksum() & 0xFFFF_FFFFL) | sharers << 32);
    }

    /** From now on the rows are read from a file that holds the same. */
    void storedAs(Block stored) {
        if (stored.base != base || stored.count != count) {
            throw new IllegalArgumentException("There are " + count + " rows from " + base
                    + " on, but the stored ones are " + stored.count + " from " + stored.base + " on.");
        }
        rows = stored.rows;
    }

    /** Reads all rows that lie in a file; throws what reading a damaged one throws. */
    void verify() {
        for (int row = 0; row < count; row += Run.PAGE_ROWS) {
            long unused = rows.word(row, 0);
        }
    }
}
