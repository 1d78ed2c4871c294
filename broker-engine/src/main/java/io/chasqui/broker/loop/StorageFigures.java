package io.chasqui.broker.loop;

import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import java.util.Map;

/**
 * How much room a broker takes, for metrics.
 *
 * @param segments number of journal segments on the disk
 * @param segmentBytes room they take, in bytes, without segments prepared ahead
 * @param heldBytes bytes of payloads in them that somebody needs
 * @param indexedMessages rows of the index in files, messages that are gone included
 * @param indexBytes size of these rows, in bytes; they are outside of the heap
 * @param residentMessages messages that are objects on the heap
 * @param checkpointTail segment with which a start from the newest checkpoint would begin to read, 0 if there is none
 */
public record StorageFigures(
        int segments,
        long segmentBytes,
        long heldBytes,
        long indexedMessages,
        long indexBytes,
        long residentMessages,
        int checkpointTail) {
    /** Before anything is known. */
    static final StorageFigures NONE = new StorageFigures(0, 0, 0, 0, 0, 0, 0);

    static StorageFigures of(BrokerState state, Journal journal, Checkpointer checkpointer) {
        Map<Integer, Long> segments = journal.segments();
        SegmentTable table = state.segments();
        long residents = 0;
        for (QueueState queue : state.queues()) {
            residents += queue.residents();
        }
        long bytes = 0;
        for (long size : segments.values()) {
            bytes += size;
        }
        long rows = table.storedRows();
        return new StorageFigures(
                segments.size(),
                bytes,
                table.heldBytes(),
                rows,
                rows * SegmentTable.ROW_BYTES,
                residents,
                checkpointer.newestTail());
    }
}
