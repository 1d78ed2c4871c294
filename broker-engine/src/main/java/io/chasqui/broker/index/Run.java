package io.chasqui.broker.index;

import io.chasqui.broker.journal.Place;
import java.util.Arrays;

/**
 * Messages of one queue and priority that were accepted in one segment, in the order of their sequence. Rows are only
 * added, and only while the segment is written; what changes later is one bit per message: whether it is still there.
 */
public final class Run {
    /** Rows that share a least expiry. */
    public static final int PAGE_ROWS = 1024;

    /** Least expiry of a page where nothing expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int WORD_BITS = 64;
    private static final int FIRST_BITS = 64;

    private final int queue;
    private final int priority;
    private final int segment;
    private final int number;
    private final boolean moved;
    private final long base;
    private Rows rows;
    private long[] live;
    private long[] leastExpiry;
    private int count;
    private int liveCount;
    private int first;
    private long lastSequence;
    private long position;

    /**
     * An empty run.
     *
     * @param key whose it is and where
     * @param moved whether its messages were accepted in another segment and moved here
     * @param base sequence of the first message
     */
    Run(RunKey key, boolean moved, long base) {
        this.queue = key.queue();
        this.priority = key.priority();
        this.segment = key.segment();
        this.number = key.number();
        this.moved = moved;
        this.base = base;
        this.rows = new HeapRows();
        this.live = new long[FIRST_BITS / WORD_BITS];
        this.leastExpiry = new long[] {NEVER};
        this.lastSequence = base - 1;
    }

    /**
     * A run whose rows are stored.
     *
     * @param shape what the file says of it
     * @param rows its rows
     */
    Run(RunShape shape, Rows rows) {
        this.queue = shape.key().queue();
        this.priority = shape.key().priority();
        this.segment = shape.key().segment();
        this.number = shape.key().number();
        this.moved = shape.moved();
        this.base = shape.base();
        this.count = shape.count();
        this.lastSequence = shape.lastSequence();
        this.leastExpiry = shape.leastExpiry();
        this.rows = rows;
        this.live = new long[(count + WORD_BITS - 1) / WORD_BITS];
        this.first = count;
    }

    /** Number of its queue or subscription. */
    public int queue() {
        return queue;
    }

    /** Priority of its messages, 0 to 9. */
    public int priority() {
        return priority;
    }

    /** The segment whose events it stands for; payloads may lie in earlier ones. */
    public int segment() {
        return segment;
    }

    /** Its number among the runs of its segment, from 0. */
    public int number() {
        return number;
    }

    /** Where it stands among all runs, by the time when they were begun. */
    public long order() {
        return (long) segment << Integer.SIZE | number;
    }

    /** Whether its messages were moved here. */
    public boolean moved() {
        return moved;
    }

    /** Number of rows, dead ones included. */
    public int count() {
        return count;
    }

    /** Number of messages that are still there. */
    public int liveCount() {
        return liveCount;
    }

    /** Sequence of the first row. */
    public long base() {
        return base;
    }

    /** Sequence of the last row. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The last batch that added to it; 0 for one that was there at the start. */
    public long position() {
        return position;
    }

    /** Whether its rows lie in a file. */
    public boolean stored() {
        return rows instanceof StoredRows;
    }

    /** The live bits, row 0 in the lowest bit of the first word. Not to be changed. */
    public long[] liveBits() {
        return live;
    }

    /** The least expiry among the rows of a page, {@link #NEVER} if none expires. */
    public long leastExpiry(int page) {
        return leastExpiry[page];
    }

    /** Whether a message still is there. */
    public boolean live(int row) {
        return (live[row / WORD_BITS] >>> row & 1) != 0;
    }

    /** The sequence of a row. */
    public long sequence(int row) {
        return base + (rows.word(row, 0) & 0xFFFF_FFFFL);
    }

    /** The length of a row's payload in bytes. */
    public int length(int row) {
        return (int) (rows.word(row, 0) >>> 32);
    }

    /** The expiry of a row in broker time, 0 for never. */
    public long expirationMillis(int row) {
        return rows.word(row, 2);
    }

    /** How many queues shared the payload when it was written, at least 1. */
    public int sharers(int row) {
        return (int) (rows.word(row, 3) >>> 32);
    }

    /** Segment of a row's payload, 0 if it has none, or more than one place. */
    public int placeSegment(int row) {
        return (int) rows.word(row, 1);
    }

    /** Where a row's payload lies; its segment must not be 0. */
    public Place place(int row) {
        long where = rows.word(row, 1);
        return new Place((int) where, (int) (where >>> 32), length(row), (int) rows.word(row, 3));
    }

    /** The share of the payload's bytes that a row stands for. */
    public int ownBytes(int row) {
        return length(row) / Math.max(1, sharers(row));
    }

    /** The first live row from a number on, or -1. */
    public int nextLive(int from) {
        int start = Math.max(from, first);
        if (start >= count) {
            return -1;
        }
        int word = start / WORD_BITS;
        long bits = live[word] & (-1L << start);
        int words = (count + WORD_BITS - 1) / WORD_BITS;
        while (bits == 0) {
            if (++word >= words) {
                return -1;
            }
            bits = live[word];
        }
        int row = word * WORD_BITS + Long.numberOfTrailingZeros(bits);
        if (from <= first) {
            first = row;
        }
        return row;
    }

    /** The first row, live or not, with this or a greater sequence; {@link #count()} if there is none. */
    public int ceiling(long sequence) {
        if (sequence <= base) {
            return 0;
        }
        if (sequence > lastSequence) {
            return count;
        }
        long guess = sequence - base;
        if (guess < count && sequence((int) guess) == sequence) {
            return (int) guess;
        }
        int lower = 0;
        int upper = (int) Math.min(count, guess + 1);
        while (lower < upper) {
            int middle = (lower + upper) >>> 1;
            if (sequence(middle) < sequence) {
                lower = middle + 1;
            } else {
                upper = middle;
            }
        }
        return lower;
    }

    /** Whether a message may be added: it comes behind the others, and not too far behind. */
    boolean takes(long sequence) {
        return sequence > lastSequence && sequence - base <= Integer.MAX_VALUE;
    }

    /**
     * Adds a message that is there, without a place.
     *
     * @return its row
     */
    int add(NewRow message) {
        HeapRows target = (HeapRows) rows;
        int row = target.add();
        target.set(row, 0, (message.sequence() - base) | (long) message.length() << 32);
        target.set(row, 2, message.expirationMillis());
        target.set(row, 3, (long) message.sharers() << 32);
        count++;
        lastSequence = message.sequence();
        position = message.position();
        if (row / WORD_BITS >= live.length) {
            live = Arrays.copyOf(live, 2 * live.length);
        }
        int page = row / PAGE_ROWS;
        if (page >= leastExpiry.length) {
            leastExpiry = Arrays.copyOf(leastExpiry, page + 1);
            leastExpiry[page] = NEVER;
        }
        if (message.expirationMillis() != 0) {
            leastExpiry[page] = Math.min(leastExpiry[page], message.expirationMillis());
        }
        revive(row);
        return row;
    }

    /** Says where a row's payload lies. */
    public void place(int row, Place place) {
        HeapRows target = (HeapRows) rows;
        target.set(row, 1, (place.segment() & 0xFFFF_FFFFL) | (long) place.offset() << 32);
        target.set(row, 3, (place.checksum() & 0xFFFF_FFFFL) | (long) sharers(row) << 32);
    }

    /** A message is gone. */
    void kill(int row) {
        live[row / WORD_BITS] &= ~(1L << row);
        liveCount--;
    }

    /** All messages are gone. */
    void clear() {
        Arrays.fill(live, 0);
        liveCount = 0;
    }

    /** A message is there. */
    void revive(int row) {
        live[row / WORD_BITS] |= 1L << row;
        liveCount++;
        first = Math.min(first, row);
    }

    /**
     * Of a run that was read back: which of its messages are there.
     *
     * @param bits the live bits
     */
    public void restoreLive(long[] bits) {
        if (bits.length != live.length) {
            throw new IllegalArgumentException("Run " + number + " of segment " + segment + " needs " + live.length
                    + " words of bits, not " + bits.length + ".");
        }
        live = bits.clone();
        liveCount = 0;
        for (long word : live) {
            liveCount += Long.bitCount(word);
        }
        first = 0;
    }

    /** From now on its rows are read from a file that holds the same. */
    public void storedAs(Run stored) {
        if (stored.base != base || stored.count != count) {
            throw new IllegalArgumentException("Run " + number + " of segment " + segment + " has " + count
                    + " rows from " + base + " on, but the stored one has " + stored.count + " from " + stored.base
                    + " on.");
        }
        rows = stored.rows;
    }

    /** Reads all rows that lie in a file; throws what reading a damaged one throws. */
    void verify() {
        for (int row = 0; row < count; row += PAGE_ROWS) {
            long unused = rows.word(row, 0);
        }
    }

    /** A word of a row, for whoever stores it. */
    long word(int row, int word) {
        return rows.word(row, word);
    }
}
