package io.chasqui.broker.state;

import io.chasqui.broker.index.SegmentTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the queues of a state share: the table of segments, the payloads, the messages that may have no reason to stay in
 * memory any more, and who wants to know of changes before they happen.
 */
final class Tables {
    private final SegmentTable segments = new SegmentTable();
    private final PayloadTable payloads = new PayloadTable(segments);
    private final List<MessageEntry> loose = new ArrayList<>();
    private @Nullable ChangeListener listener;

    Tables() {}

    SegmentTable segments() {
        return segments;
    }

    PayloadTable payloads() {
        return payloads;
    }

    /** A message may leave memory at the end of the turn. */
    void loosen(MessageEntry entry) {
        loose.add(entry);
    }

    /** Lets go of all messages that nothing keeps in memory. */
    void trim() {
        if (loose.isEmpty()) {
            return;
        }
        for (MessageEntry entry : loose) {
            entry.queue().demote(entry);
        }
        loose.clear();
    }

    void listener(@Nullable ChangeListener next) {
        listener = next;
    }

    /** A queue is about to change. */
    void changing(QueueState queue) {
        ChangeListener told = listener;
        if (told != null) {
            told.before(queue);
        }
    }
}
