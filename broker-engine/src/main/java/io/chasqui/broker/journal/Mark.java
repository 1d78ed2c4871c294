package io.chasqui.broker.journal;

import org.jspecify.annotations.Nullable;

/**
 * What the journal has to have done before anybody may see the consequences of something. Both numbers are positions:
 * sequences of batches.
 *
 * @param forced the batch up to which everything is to be on the disk, 0 for none
 * @param appended the batch up to which everything is to be with the operating system, 0 for none
 */
public record Mark(long forced, long appended) {
    /** Nothing at all: what has this mark may even overtake what waits. */
    public static final Mark NONE = new Mark(-1, -1);

    /** Nothing of its own, but its turn behind what waits. */
    public static final Mark ORDERED = new Mark(0, 0);

    // Written out, because the first use of generated ones costs a start several milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mark that && forced == that.forced && appended == that.appended;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(forced) + Long.hashCode(appended);
    }

    /**
     * The mark of a batch.
     *
     * @param durability what is promised about it
     * @param position its sequence, 0 for nothing that was written
     */
    public static Mark of(Durability durability, long position) {
        if (position == 0) {
            return NONE;
        }
        return switch (durability) {
            case DISK -> new Mark(position, position);
            case OS -> new Mark(0, position);
            case MEMORY -> ORDERED;
        };
    }

    /** The mark that asks for what this one and the other one ask for. */
    public Mark and(Mark other) {
        if (other.forced <= forced && other.appended <= appended) {
            return this;
        }
        return new Mark(Math.max(forced, other.forced), Math.max(appended, other.appended));
    }

    /** Whether the journal has done it. */
    public boolean reached(long forcedSequence, long appendedSequence) {
        return forced <= forcedSequence && appended <= appendedSequence;
    }
}
