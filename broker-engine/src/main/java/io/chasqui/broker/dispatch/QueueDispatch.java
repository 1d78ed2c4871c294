package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.SealedMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out the messages of one queue or subscription, in bounded slices. */
final class QueueDispatch {
    private static final int STEPS_PER_SLICE = 256;
    private static final int READ_AHEAD = 64;
    private static final int READ_AHEAD_BYTES = 1 << 20;
    private static final int IDLE_CURSORS = 32;

    private final QueueState queue;
    private final DispatchContext context;
    private final List<SelectorCursor> cursors = new ArrayList<>();
    private final List<BrowserCursor> browsers = new ArrayList<>();
    private final GroupTable groups;
    private boolean scheduled;

    QueueDispatch(QueueState queue, DispatchContext context) {
        this.queue = queue;
        this.context = context;
        this.groups = new GroupTable(this::offerAgain);
    }

    QueueState queue() {
        return queue;
    }

    /** Marks as waiting for a slice; false if it was already. */
    boolean schedule() {
        boolean first = !scheduled;
        scheduled = true;
        return first;
    }

    void add(Consumer consumer) {
        if (consumer.browses()) {
            browsers.add(new BrowserCursor(queue, consumer));
        } else {
            cursorOf(consumer).add(consumer);
        }
    }

    void remove(Consumer consumer) {
        if (consumer.browses()) {
            browsers.removeIf(browser -> browser.consumer() == consumer);
            return;
        }
        SelectorCursor cursor = cursorOf(consumer);
        cursor.remove(consumer);
        groups.leave(consumer);
        if (cursor.idle() && cursors.size() > IDLE_CURSORS) {
            cursors.remove(cursor);
            cursor.end();
        }
    }

    /** Whether anybody consumes; browsers do not. */
    boolean hasConsumers() {
        return cursors.stream().anyMatch(cursor -> !cursor.idle());
    }

    List<Consumer> consumers() {
        return cursors.stream().flatMap(cursor -> cursor.consumers().stream()).toList();
    }

    /** The queue is gone: whoever waits for messages hears that there is none. */
    void end() {
        cursors.forEach(QueueDispatch::reportDrained);
        browsers.forEach(browser -> browser.consumer().answerDrains());
    }

    /** A message is free again. */
    void comeBack(MessageEntry entry) {
        offerAgain(entry);
        groups.giveBack(entry);
    }

    /** A message is with nobody any more, and will come back later. */
    void keepForLater(MessageEntry entry) {
        groups.giveBack(entry);
    }

    private void offerAgain(MessageEntry entry) {
        for (SelectorCursor cursor : cursors) {
            cursor.comeBack(entry);
        }
    }

    /** A message is gone; whether others may go on because of that. */
    boolean forget(MessageEntry entry) {
        for (SelectorCursor cursor : cursors) {
            cursor.forget(entry);
        }
        return groups.forget(entry);
    }

    /**
     * Works for a bounded number of steps, which the cursors that have consumers share with the browsers.
     *
     * @return whether there may be more to do right now
     */
    boolean slice(long nowMillis) {
        scheduled = false;
        boolean more = false;
        int share = Math.max(1, STEPS_PER_SLICE / Math.max(1, cursors.size() + browsers.size()));
        for (SelectorCursor cursor : cursors) {
            more |= !cursor.idle() && slice(cursor, share, nowMillis);
        }
        for (BrowserCursor browser : browsers) {
            more |= browser.slice(share, nowMillis, context);
        }
        return more;
    }

    private boolean slice(SelectorCursor cursor, int steps, long nowMillis) {
        for (int step = 0; step < steps; step++) {
            Consumer consumer = cursor.hungry();
            if (consumer == null) {
                return false;
            }
            MessageEntry parked = groups.firstParked(cursor.consumers());
            MessageEntry entry = parked == null && !groups.isFull() ? cursor.candidate() : parked;
            if (entry == null) {
                reportDrained(cursor);
                return false;
            }
            if (entry.payload().bytes() == null && !entry.expired(nowMillis)) {
                context.load(queue, ahead(cursor, entry));
                return false;
            }
            take(cursor, entry, nowMillis);
        }
        return true;
    }

    /** Goes past a message: it expires, or goes to a consumer that it matches, or waits for the consumer of its group. */
    private void take(SelectorCursor cursor, MessageEntry entry, long nowMillis) {
        groups.unpark(entry);
        cursor.pass(entry);
        if (entry.expired(nowMillis)) {
            context.expire(entry);
        } else if (matches(cursor.selector(), entry)) {
            offer(cursor, entry);
        }
    }

    private void offer(SelectorCursor cursor, MessageEntry entry) {
        MessageProperties grouped = SealedMessage.isGrouped(entry.payload().requireHead())
                ? new MessageProperties(entry.payload().message())
                : null;
        String group = grouped == null ? null : grouped.group();
        if (grouped == null || group == null) {
            give(cursor, cursor.hungry(), entry);
            return;
        }
        Consumer receiver =
                groups.receiver(group, entry, cursor.consumers(), other -> matches(other.selector(), entry));
        if (receiver != null) {
            groups.deliver(group, entry, grouped.endsGroup());
            give(cursor, receiver, entry);
        }
    }

    /** What to read together: few enough bytes to be still in memory when their turn comes. */
    private static List<MessageEntry> ahead(SelectorCursor cursor, MessageEntry candidate) {
        List<MessageEntry> entries = new ArrayList<>(READ_AHEAD);
        entries.add(candidate);
        long bytes = candidate.payload().length();
        for (MessageEntry entry : cursor.ahead(READ_AHEAD)) {
            bytes += entry.payload().length();
            if (bytes > READ_AHEAD_BYTES) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private void give(SelectorCursor cursor, @Nullable Consumer consumer, MessageEntry entry) {
        if (consumer != null) {
            consumer.countDelivery();
            cursor.passTurn();
            context.deliver(consumer, entry);
            if (consumer.usedUp()) {
                consumer.answerDrains();
            }
        }
    }

    /** Whether a message, whose head is in memory, is one that the selector wants. */
    static boolean matches(@Nullable Selector selector, MessageEntry entry) {
        if (selector == null) {
            return true;
        }
        SealedMessage message = entry.payload().message();
        return selector.matches(new MessageProperties(message, entry.nextDeliveryCount(), entry.annotations()));
    }

    private static void reportDrained(SelectorCursor cursor) {
        for (Consumer consumer : cursor.consumers()) {
            consumer.answerDrains();
        }
    }

    private SelectorCursor cursorOf(Consumer consumer) {
        for (SelectorCursor cursor : cursors) {
            if (sameSelector(cursor.selector(), consumer.selector())) {
                return cursor;
            }
        }
        SelectorCursor cursor = new SelectorCursor(queue, consumer.selector());
        cursors.add(cursor);
        return cursor;
    }

    private static boolean sameSelector(@Nullable Selector one, @Nullable Selector other) {
        return one == null ? other == null : other != null && one.text().equals(other.text());
    }
}
