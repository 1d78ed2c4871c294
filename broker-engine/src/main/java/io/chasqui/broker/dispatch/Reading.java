package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import java.util.List;

/** Messages whose bytes are on their way into memory; they stay in the index's memory until then. */
final class Reading {
    private final List<MessageEntry> entries;
    private boolean done;

    Reading(List<MessageEntry> entries) {
        this.entries = entries;
        entries.forEach(MessageEntry::mark);
    }

    List<MessageEntry> entries() {
        return entries;
    }

    /** Whether the bytes have come. */
    boolean isDone() {
        return done;
    }

    void end() {
        if (!done) {
            done = true;
            entries.forEach(MessageEntry::unmark);
        }
    }
}
