package io.chasqui.broker.index;

/**
 * Rows of four words each:
 *
 * <pre>
 *  word 0: sequence - base of the block (lower half) payload's length (upper half)
 *  word 1: payload's segment (lower half)            payload's offset (upper half)
 *  word 2: expiry, broker time in milliseconds, 0 for never
 *  word 3: payload's checksum (lower half)           number of queues that share the payload (upper half)
 * </pre>
 */
interface Rows {
    /** Words of a row. */
    int WORDS = 4;

    /** Bytes of a row. */
    int BYTES = 32;

    /** A word of a row. */
    long word(int row, int word);
}
