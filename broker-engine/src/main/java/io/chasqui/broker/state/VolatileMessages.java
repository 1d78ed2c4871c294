package io.chasqui.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The volatile messages of one queue by priority and sequence; all of them are in memory. */
final class VolatileMessages {
    private static final int PRIORITIES = 10;
    private static final int EXPIRY_STEPS = 4_096;

    private @Nullable EntryList @Nullable [] lists;

    VolatileMessages() {}

    void add(MessageEntry entry) {
        @Nullable EntryList[] all = lists;
        if (all == null) {
            all = new EntryList[PRIORITIES];
            lists = all;
        }
        EntryList list = all[entry.priority()];
        if (list == null) {
            list = new EntryList();
            all[entry.priority()] = list;
        }
        list.add(entry);
    }

    void remove(MessageEntry entry) {
        EntryList list = list(entry.priority());
        if (list == null) {
            throw new IllegalStateException("Message " + entry.sequence() + " is not in its queue.");
        }
        list.remove(entry);
    }

    @Nullable
    MessageEntry from(int priority, long sequence) {
        EntryList list = list(priority);
        return list == null || list.size() == 0 ? null : list.from(sequence);
    }

    /** {@link Long#MAX_VALUE} if there is none. */
    long oldestSequence() {
        long oldest = Long.MAX_VALUE;
        for (int priority = 0; priority < PRIORITIES; priority++) {
            MessageEntry first = from(priority, 0);
            oldest = first == null ? oldest : Math.min(oldest, first.sequence());
        }
        return oldest;
    }

    ExpirySlice dueForExpiry(ExpirySlice.Spot from, long nowMillis) {
        List<Long> due = new ArrayList<>(0);
        int steps = 0;
        long sequence = from.sequence();
        for (int priority = from.priority(); priority < PRIORITIES; priority++) {
            for (MessageEntry at = from(priority, sequence); at != null; at = from(priority, at.sequence() + 1)) {
                if (steps++ >= EXPIRY_STEPS) {
                    return new ExpirySlice(due, steps, new ExpirySlice.Spot(true, priority, 0, at.sequence()));
                }
                if (at.expired(nowMillis)) {
                    due.add(at.sequence());
                }
            }
            sequence = 0;
        }
        return new ExpirySlice(due, steps, null);
    }

    void forEach(Consumer<MessageEntry> action) {
        for (int priority = 0; priority < PRIORITIES; priority++) {
            EntryList list = list(priority);
            if (list != null) {
                list.forEach(action);
            }
        }
    }

    private @Nullable EntryList list(int priority) {
        @Nullable EntryList[] all = lists;
        return all == null ? null : all[priority];
    }
}
