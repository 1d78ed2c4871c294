package io.chasqui.broker.journal;

/**
 * An open journal: numbered segments of bytes, appended by the baton's holder, forced by anyone.
 *
 * <p>Appending ({@link #append}, {@link #roll}, {@link #deleteSegmentsBefore}) is done by one thread at a time, which may
 * change. {@link #force} and {@link #read} may be called at the same time as appending, from any thread; forces and rolls
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

    /** Oldest segment that exists. */
    int firstSegment();

    /** Bytes that the current segment still takes. */
    int remainingBytes();

    /** Forces the current segment and goes on in a new one, whose directory entry is forced too. */
    void roll();

    /** When this returns, everything appended before the call is on the disk. */
    void force();

    /**
     * Reads bytes back; sees everything appended, forced or not.
     *
     * @param place where, inside one document
     */
    byte[] read(Place place);

    /** Deletes the segments with smaller numbers; nothing may be read from them any more. */
    void deleteSegmentsBefore(int segment);

    /** Whether a segment is prepared beyond the current one, so that a full disk cannot hit appends. */
    boolean reserveReady();

    /** Figures for metrics, readable from any thread. */
    JournalStatistics statistics();

    /** Forces and closes. */
    @Override
    void close();
}
