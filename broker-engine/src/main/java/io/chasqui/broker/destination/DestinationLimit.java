package io.chasqui.broker.destination;

/**
 * How much a queue, or each subscription of a topic, may hold, and what becomes of sends when it is full. Messages that are
 * delivered and not acknowledged count until they are acknowledged.
 *
 * @param maxMessages most messages, 0 for no limit
 * @param maxBytes most bytes of messages as they were sent, headers and properties included, 0 for no limit
 * @param whenFull what becomes of sends
 * @param blockMillis with {@link WhenFull#BLOCK}: how long a send waits for room, in milliseconds; 0 refuses it at once
 */
public record DestinationLimit(long maxMessages, long maxBytes, WhenFull whenFull, long blockMillis) {
    /**
     * 30 s: longer than most restarts of a consumer take, shorter than most callers' own patience, and as long as a client
     * waits by default for a broker that takes no more.
     */
    public static final long BLOCK_MILLIS = 30_000;

    /** No limit at all. */
    public static final DestinationLimit NONE = new DestinationLimit(0, 0, WhenFull.BLOCK, BLOCK_MILLIS);

    /** Checks ranges. */
    public DestinationLimit {
        if (maxMessages < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "A limit of messages or bytes must be 0 (without limit) or more but they are " + maxMessages
                            + " and " + maxBytes + ".");
        }
        if (blockMillis < 0) {
            throw new IllegalArgumentException(
                    "A send must wait 0 (not at all) or more milliseconds for room, not " + blockMillis + ".");
        }
    }

    /** A limit of messages; sends wait for room. */
    public static DestinationLimit ofMessages(long most) {
        return new DestinationLimit(most, 0, WhenFull.BLOCK, BLOCK_MILLIS);
    }

    /** A limit of bytes; sends wait for room. */
    public static DestinationLimit ofBytes(long most) {
        return new DestinationLimit(0, most, WhenFull.BLOCK, BLOCK_MILLIS);
    }

    /** The same with something else done when full. */
    public DestinationLimit with(WhenFull other) {
        return new DestinationLimit(maxMessages, maxBytes, other, blockMillis);
    }

    /** The same with another time that sends wait. */
    public DestinationLimit withBlockMillis(long other) {
        return new DestinationLimit(maxMessages, maxBytes, whenFull, other);
    }

    /** Whether there is no limit. */
    public boolean isNone() {
        return maxMessages == 0 && maxBytes == 0;
    }

    /** Whether so much is too much. */
    public boolean exceeded(long messages, long bytes) {
        return (maxMessages != 0 && messages > maxMessages) || (maxBytes != 0 && bytes > maxBytes);
    }
}
