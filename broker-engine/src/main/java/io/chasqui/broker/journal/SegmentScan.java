package io.chasqui.broker.journal;

import org.jspecify.annotations.Nullable;

/**
 * What one segment turned out to hold.
 *
 * @param head the first batch's body
 * @param lastSequence its last good batch, at most the cut of the next segment
 * @param watermark the highest durable sequence that its good batches know of
 * @param goodEnd file offset behind the last good batch
 * @param stoppedAt file offset at which reading stopped
 * @param fault what was wrong there, null at a clean end or at the cut
 */
record SegmentScan(
        SegmentHead head,
        long lastSequence,
        long watermark,
        long goodEnd,
        long stoppedAt,
        @Nullable String fault) {}
