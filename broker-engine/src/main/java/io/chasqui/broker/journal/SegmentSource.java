package io.chasqui.broker.journal;

import java.io.IOException;

/**
 * The bytes of one existing segment, for recovery. A segment is a row of documents, each aligned to 4 bytes and opened by
 * a little-endian word:
 *
 * <pre>
 *  bit 31      30        29 … 0
 * ┌──────────┬──────────┬──────────────────┐
 * │incomplete│ metadata │ length in bytes  │  document …  padding to 4
 * └──────────┴──────────┴──────────────────┘
 * </pre>
 *
 * <p>A word of 0, the file's end, or a metadata document that is incomplete and empty (end of data) ends the row.
 * Metadata documents belong to the file format and are passed over.
 */
public interface SegmentSource {
    /** Number of the segment, from 1. */
    int number();

    /** Name of the file for messages. */
    String name();

    /** Size of the file in bytes, below 2 GiB. */
    long sizeBytes();

    /**
     * Reads up to {@code length} bytes; fewer only at the end of the file.
     *
     * @param position offset in the file
     * @param target where to put them
     * @param offset index of the first byte in {@code target}
     * @param length number of bytes wanted
     * @return number of bytes read, 0 at the end
     * @throws IOException when the file cannot be read
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;
}
