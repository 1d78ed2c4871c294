package io.chasqui.broker.journal;

/**
 * What a checkpoint stands for: all events up to a batch that ends a segment. Whoever starts from it reads the segments
 * behind it.
 *
 * @param tailSegment the first segment that has to be read behind it
 * @param sequence the last batch it holds
 * @param ownerEpoch the owner that took it
 * @param timeMillis when, broker time
 */
public record CheckpointHead(int tailSegment, long sequence, int ownerEpoch, long timeMillis) {}
