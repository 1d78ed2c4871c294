package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a queue's dispatch needs done for it. */
interface DispatchContext {
    /** Gives a free message to a consumer. */
    void deliver(Consumer consumer, MessageEntry entry);

    /** Shows a message to a browser once the journal is on disk up to a position. */
    void show(Consumer browser, MessageEntry entry, long position);

    /** Removes a message that has expired. */
    void expire(MessageEntry entry);

    /**
     * Brings the bytes of messages into memory; the queue is scheduled again when they are there.
     *
     * @return null if so much is being read for the queue that this has to be asked for again when some of that has come
     */
    @Nullable
    Reading load(QueueState queue, List<MessageEntry> entries);
}
