package io.chasqui.broker.journal;

/**
 * Where bytes lie in the journal. A place is not an identity: bytes may move.
 *
 * @param segment number of the segment, from 1; negative numbers are spill files
 * @param offset offset in the segment's file, in bytes
 * @param length number of bytes
 */
public record Place(int segment, int offset, int length) {}
