package io.chasqui.broker.index;

import io.chasqui.broker.journal.Place;
import java.util.Arrays;

/**
 * Messages of one queue and priority that were accepted in one segment, in the order of their sequence: some of a range of
 * rows, each by one bit. Rows are only added, and only while the segment is written; what changes later is the bit, which
 * says whether the message is still there.
 *
 * <p>A queue's run has all rows of a block of its own. The runs of a topic's subscriptions lie over the
 * same rows, each from the first message that the subscription got to the last one: what it did not get looks like what is
 * gone. Rows go by their numbers in the block.
 */
public final class Run {
    /** Rows that share a least expiry. */
    public static final int PAGE_ROWS = 1024;

    /** Least expiry of a page where nothing expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int WORD_BITS = 64;

    /** A run over shared rows may have this many for each of its messages; rows of their own would cost four times that. */
    private static final long SPARSE_ROWS = 64;

    /** Messages for which this is not looked at: about as much as a run costs itself. */
    private static final int FREE_MESSAGES = 16;

    private final int queue;
    private final int priority;
    private final int segment;
    private final int number;
    private final boolean moved;
    private final Block block;
    private final int start;
    private final long base;
    private long[] live;
    private int end;
    private int added;
    private int liveCount;
    private int first;
    private long lastSequence;
    private long position;

    /**
     * An empty run.
     *
     * @param key whose it is and where
     * @param moved whether its messages were accepted in another segment and moved here
     * @param block over which rows
     * @param start the first of them, which is there
     */
    Run(RunKey key, boolean moved, Block block, int start) {
        this.queue = key.queue();
        this.priority = key.priority();
        this.segment = key.segment();
        this.number = key.number();
        this.moved = moved;
        this.block = block;
        this.start = start;
        this.end = start;
        this.first = start;
        this.base = block.sequence(start);
        this.live = new long[1];
        this.lastSequence = base - 1;
    }

    /**
     * A run whose rows are stored.
     *
     * @param shape what the file says of it
     * @param block its rows, and maybe more
     */
    Run(RunShape shape, Block block) {
        this.queue = shape.key().queue();
        this.priority = shape.key().priority();
        this.segment = shape.key().segment();
        this.number = shape.key().number();
        this.moved = shape.moved();
        this.block = block;
        this.start = shape.start();
        this.end = start + shape.count();
        this.first = end;
        this.base = shape.base();
        this.lastSequence = shape.lastSequence();
        this.live = new long[words()];
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

    /** The first row. */
    public int start() {
        return start;
    }

    /** Number of rows, including those of messages that are gone, or were for other subscriptions only. */
    public int count() {
        return end - start;
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

    /** Its rows, and maybe more. */
    Block block() {
        return block;
    }

    /** Whether its rows lie in a file. */
    public boolean stored() {
        return block.stored();
    }

    /** Number of words of live bits. */
    public int words() {
        return start == end ? 0 : wordOf(end - 1) + 1;
    }

    /**
     * A word of live bits, row by row from the lowest bit on. The first word begins with a row whose number is a multiple of
     * 64, at or before the first of the run.
     *
     * @param word from 0, less than {@link #words}
     */
    public long liveBits(int word) {
        return live[word];
    }

    /** The least expiry among the rows of a page of the block, {@link #NEVER} if none expires. */
    public long leastExpiry(int page) {
        return block.leastExpiry(page);
    }

    /** Whether a message still is there. */
    public boolean live(int row) {
        return (live[wordOf(row)] >>> row & 1) != 0;
    }

    /** The sequence of a row. */
    public long sequence(int row) {
        return block.sequence(row);
    }

    /** The length of a row's payload in bytes. */
    public int length(int row) {
        return (int) (block.word(row, 0) >>> 32);
    }

    /** The expiry of a row in broker time, 0 for never. */
    public long expirationMillis(int row) {
        return block.word(row, 2);
    }

    /** How many queues shared the payload when it was written, at least 1. */
    public int sharers(int row) {
        return (int) (block.word(row, 3) >>> 32);
    }

    /** Segment of a row's payload, 0 if it has none, or more than one place. */
    public int placeSegment(int row) {
        return (int) block.word(row, 1);
    }

    /** Where a row's payload lies; its segment must not be 0. */
    public Place place(int row) {
        long where = block.word(row, 1);
        return new Place((int) where, (int) (where >>> 32), length(row), (int) block.word(row, 3));
    }

    /** The share of the payload's bytes that a row stands for. */
    public int ownBytes(int row) {
        return length(row) / Math.max(1, sharers(row));
    }

    /** The first live row from a number on, or -1. */
    public int nextLive(int from) {
        int begin = Math.max(from, first);
        if (begin >= end) {
            return -1;
        }
        int word = wordOf(begin);
        long bits = live[word] & (-1L << begin);
        int words = words();
        while (bits == 0) {
            if (++word >= words) {
                return -1;
            }
            bits = live[word];
        }
        int row = (start / WORD_BITS + word) * WORD_BITS + Long.numberOfTrailingZeros(bits);
        if (from <= first) {
            first = row;
        }
        return row;
    }

    private int wordOf(int row) {
        return row / WORD_BITS - start / WORD_BITS;
    }

    /** The first row, live or not, with this or a greater sequence; the one behind the last if there is none. */
    public int ceiling(long sequence) {
        if (sequence <= base) {
            return start;
        }
        if (sequence > lastSequence) {
            return end;
        }
        long guess = start + (sequence - base);
        if (guess < end && sequence((int) guess) == sequence) {
            return (int) guess;
        }
        int lower = start;
        int upper = (int) Math.min(end, guess + 1);
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

    /** The row of a message that is there, or -1. */
    int find(long sequence) {
        int row = sequence < base || sequence > lastSequence ? end : ceiling(sequence);
        return row < end && live(row) && sequence(row) == sequence ? row : -1;
    }

    /** Whether it can have another message of its block at no more cost than a row for it alone. */
    boolean sharesWell() {
        return block.shared() && block.count() - start <= SPARSE_ROWS * (added + FREE_MESSAGES);
    }

    /**
     * Has the message in the last row of the block, which comes behind the others.
     *
     * @param position the batch that says so
     * @return the row
     */
    int addLast(long position) {
        int row = block.count() - 1;
        int word = wordOf(row);
        if (word >= live.length) {
            live = Arrays.copyOf(live, Math.max(word + 1, 2 * live.length));
        }
        end = row + 1;
        added++;
        lastSequence = sequence(row);
        this.position = position;
        revive(row);
        return row;
    }

    /** Nothing is added any more. */
    void complete() {
        if (live.length > words()) {
            live = Arrays.copyOf(live, words());
        }
    }

    /** Says where a row's payload lies. */
    public void place(int row, Place place) {
        block.place(row, place);
    }

    /** A message is gone. */
    void kill(int row) {
        live[wordOf(row)] &= ~(1L << row);
        liveCount--;
    }

    /** All messages are gone. */
    void clear() {
        Arrays.fill(live, 0);
        liveCount = 0;
    }

    /** A message is there. */
    void revive(int row) {
        live[wordOf(row)] |= 1L << row;
        liveCount++;
        first = Math.min(first, row);
    }

    /**
     * Of a run that was read back: which of its messages are there.
     *
     * @param bits the live bits; the run keeps them
     */
    public void restoreLive(long[] bits) {
        if (bits.length != words()) {
            throw new IllegalArgumentException("Run " + number + " of segment " + segment + " needs " + words()
                    + " words of bits, not " + bits.length + ".");
        }
        live = bits;
        liveCount = 0;
        for (long word : live) {
            liveCount += Long.bitCount(word);
        }
        first = start;
    }

    /** From now on its rows, and all others of the block, are read from a file that holds the same. */
    public void storedAs(Run stored) {
        block.storedAs(stored.block);
    }
}
