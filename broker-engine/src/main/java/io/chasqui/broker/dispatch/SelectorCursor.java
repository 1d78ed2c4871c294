package io.chasqui.broker.dispatch;

import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a queue for all consumers that share a selector (or have none). It looks at each message once; what
 * comes back after the cursor has passed is offered again first. So a message that does not match never hides one that
 * does, and the cost of a backlog is paid once per selector, not per consumer or delivery.
 */
final class SelectorCursor {
    private static final int PRIORITIES = 10;
    /** The order in which messages are offered. */
    static final Comparator<MessageEntry> ORDER =
            Comparator.comparingInt(MessageEntry::priority).reversed().thenComparingLong(MessageEntry::sequence);

    private final QueueState queue;
    private final @Nullable Selector selector;
    private final List<Consumer> consumers = new ArrayList<>();
    private final long[] next = new long[PRIORITIES];
    private final TreeSet<MessageEntry> returned = new TreeSet<>(ORDER);
    private int turn;

    SelectorCursor(QueueState queue, @Nullable Selector selector) {
        this.queue = queue;
        this.selector = selector;
    }

    @Nullable
    Selector selector() {
        return selector;
    }

    void add(Consumer consumer) {
        consumers.add(consumer);
    }

    void remove(Consumer consumer) {
        consumers.remove(consumer);
    }

    boolean idle() {
        return consumers.isEmpty();
    }

    List<Consumer> consumers() {
        return consumers;
    }

    /** The next consumer in turn that may get a message, or null. */
    @Nullable
    Consumer hungry() {
        for (int i = 0; i < consumers.size(); i++) {
            int at = (turn + i) % consumers.size();
            Consumer consumer = consumers.get(at);
            if (consumer.hungry()) {
                turn = at;
                return consumer;
            }
        }
        return null;
    }

    /** Lets the consumer behind the current one have the next turn. */
    void passTurn() {
        turn++;
    }

    /** The next free message that this cursor has not passed, or null at the end. */
    @Nullable
    MessageEntry candidate() {
        MessageEntry back = firstReturned();
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            if (back != null && back.priority() >= priority) {
                return back;
            }
            MessageEntry fresh = fresh(priority);
            if (fresh != null) {
                return fresh;
            }
        }
        return back;
    }

    /** Free messages from the current place on, for reading ahead; about in the order in which they will be offered. */
    List<MessageEntry> ahead(int count) {
        List<MessageEntry> entries = new ArrayList<>(count);
        for (MessageEntry entry : returned) {
            if (entries.size() < count && !entry.removed() && entry.free()) {
                entries.add(entry);
            }
        }
        for (int priority = PRIORITIES - 1; priority >= 0 && entries.size() < count; priority--) {
            MessageEntry entry = queue.from(priority, next[priority]);
            while (entry != null && entries.size() < count) {
                if (entry.free()) {
                    entries.add(entry);
                }
                entry = queue.from(priority, entry.sequence() + 1);
            }
        }
        return entries;
    }

    /** Goes past a message. */
    void pass(MessageEntry entry) {
        if (!drop(entry)) {
            next[entry.priority()] = Math.max(next[entry.priority()], entry.sequence() + 1);
        }
    }

    /** A message is free again. */
    void comeBack(MessageEntry entry) {
        if (entry.sequence() < next[entry.priority()] && returned.add(entry)) {
            entry.mark();
        }
    }

    /** A message is gone. */
    void forget(MessageEntry entry) {
        if (!returned.isEmpty()) {
            boolean unused = drop(entry);
        }
    }

    /** Nobody will ask it any more. */
    void end() {
        returned.forEach(MessageEntry::unmark);
        returned.clear();
    }

    private boolean drop(MessageEntry entry) {
        boolean dropped = returned.remove(entry);
        if (dropped) {
            entry.unmark();
        }
        return dropped;
    }

    private @Nullable MessageEntry firstReturned() {
        while (!returned.isEmpty()) {
            MessageEntry entry = returned.first();
            if (!entry.removed() && entry.free()) {
                return entry;
            }
            boolean unused = drop(entry);
        }
        return null;
    }

    private @Nullable MessageEntry fresh(int priority) {
        MessageEntry entry = queue.from(priority, next[priority]);
        while (entry != null && !entry.free()) {
            next[priority] = entry.sequence() + 1;
            entry = queue.from(priority, next[priority]);
        }
        return entry;
    }
}
