package io.chasqui.broker.journal;

import java.util.SortedMap;

/**
 * An open journal: numbered segments of bytes, appended by the baton's holder, forced by anyone.
 *
 * <p>Appending ({@link #append}, {@link #roll}) is done by one thread at a time, which may change. {@link #force},
 * {@link #read} and {@link #delete} may be called at the same time as appending, from any thread; forces and rolls
 * that meet wait for each other in here. A failed append, roll or force throws {@link JournalFailedException} and is final: the journal refuses
 * everything but reads from then on.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends one document.
     *
     * @param bytes source
     * @param offset first byte
     * @param length number of bytes, up to {@link #documentLimitBytes()}
     * @return segment number in the upper and file offset of the first byte in the lower 32 bits
     */
    long append(byte[] bytes, int offset, int length);

    /** Largest document in bytes. */
    int documentLimitBytes();

    /** Number of the segment that is appended to. */
    int segment();

    /** Bytes that the current segment still takes. */
    int remainingBytes();

    /** Whether the next segment would be forced more quickly than the current one, so that it pays to roll early. */
    default boolean rollPays() {
        return false;
    }

    /** Forces the current segment and goes on in a new one, whose directory entry is forced with the first thing in it. */
    void roll();

    /** When this returns, everything appended before the call is on the disk. */
    void force();

    /**
     * Reads bytes back; sees everything appended, forced or not.
     *
     * @param place where: inside one document, or, without a checksum, from one document to another of the same segment
     * @throws JournalFailedException if they cannot be read, or are not those that were written there
     */
    byte[] read(Place place);

    /**
     * Deletes a segment that is not appended to any more; nothing may be read from it any more. Any thread, one at a time: it
     * may take tens of milliseconds.
     */
    void delete(int segment);

    /** All segments that exist, with their room on the disk in bytes, oldest first. */
    SortedMap<Integer, Long> segments();

    /** Whether a segment is prepared beyond the current one, so that a full disk cannot hit appends. */
    boolean reserveReady();

    /** How much more the disk takes, as far as was seen lately. Any thread. */
    default FreeRoom room() {
        return FreeRoom.PLENTY;
    }

    /** Figures for metrics, readable from any thread. */
    JournalStatistics statistics();

    /** Forces and closes. */
    @Override
    void close();
}
