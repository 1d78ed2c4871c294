package io.chasqui.broker.journal;

/**
 * A batch read back and verified.
 *
 * @param header its head
 * @param bytes an array that holds the body; only valid during the visit
 * @param offset where the body starts in the array
 * @param length bytes of the body
 * @param segment the segment it lies in
 * @param fileOffset offset of the body in the segment's file
 */
public record RecoveredBatch(BatchHeader header, byte[] bytes, int offset, int length, int segment, int fileOffset) {}
