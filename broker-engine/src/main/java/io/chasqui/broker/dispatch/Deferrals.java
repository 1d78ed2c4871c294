package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are not to be offered before a time: those with a delivery delay (Jakarta Messaging 3.1 §7.9), and those
 * that wait for their redelivery. They are ordered by time, so that one look at the first says whether any is due; no
 * message has a timer.
 */
final class Deferrals {
    private final TreeSet<MessageEntry> byTime =
            new TreeSet<>(Comparator.comparingLong(MessageEntry::deferredUntilMillis)
                    .thenComparingInt(entry -> entry.queue().number())
                    .thenComparingLong(MessageEntry::sequence));

    /** Defers a message, or moves its time. */
    void defer(MessageEntry entry, long untilMillis) {
        forget(entry);
        entry.deferUntil(untilMillis);
        byTime.add(entry);
    }

    /** Moves the times of those that wait for their redelivery along with the clock; what has a delivery time keeps that. */
    void clockAdjusted(long byMillis) {
        List<MessageEntry> waiting = byTime.stream()
                .filter(entry -> entry.deferredUntilMillis() != entry.deliveryTimeMillis())
                .toList();
        for (MessageEntry entry : waiting) {
            long untilMillis = entry.deferredUntilMillis() + byMillis;
            defer(entry, untilMillis == 0 ? 1 : untilMillis); // 0 would be not at all
        }
    }

    /** A message is gone, or is to be offered at once. */
    void forget(MessageEntry entry) {
        if (entry.deferredUntilMillis() != 0) {
            byTime.remove(entry);
            entry.deferUntil(0);
        }
    }

    /** Takes the next message whose time has come; null when there is none. */
    @Nullable
    MessageEntry due(long nowMillis) {
        if (dueMillis() > nowMillis) {
            return null;
        }
        MessageEntry entry = byTime.first();
        forget(entry);
        return entry;
    }

    /** The time of the first one, in broker time; {@link Long#MAX_VALUE} when there is none. */
    long dueMillis() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().deferredUntilMillis();
    }
}
