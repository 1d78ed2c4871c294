package io.chasqui.broker.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one segment turned out to hold, looked at by itself and beside its neighbours.
 *
 * @param source the segment
 * @param head how it begins; null when that cannot be read
 * @param batches how many good batches count, the head among them
 * @param lastSequence the last of them
 * @param damage what is wrong; empty also for a newest segment whose end is torn, which is judged by {@link JournalRecovery}
 */
public record SegmentReport(
        SegmentSource source,
        @Nullable SegmentHead head,
        long batches,
        long lastSequence,
        List<CorruptJournalException> damage) {}
