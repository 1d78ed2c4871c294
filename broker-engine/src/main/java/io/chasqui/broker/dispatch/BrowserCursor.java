package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk of one browser through a queue (Jakarta Messaging 3.1 §6.2.9), in the order of delivery. It shows what could be
 * delivered and what is in flight; not what is delayed, expired, or consumed by a prepared transaction. It takes nothing
 * and changes nothing. It ends with the messages that were there when its first credit came, so that it does end while
 * others send.
 */
final class BrowserCursor {
    private static final int PRIORITIES = 10;
    private static final int READ_AHEAD = 64;
    private static final int READ_AHEAD_BYTES = 1 << 20;
    private static final int LOOK_AHEAD = 256;

    private final QueueState queue;
    private final Consumer consumer;
    private boolean begun;
    private long end;
    private int priority = PRIORITIES - 1;
    private long sequence;
    private long position;
    private @Nullable Reading reading;

    BrowserCursor(QueueState queue, Consumer consumer) {
        this.queue = queue;
        this.consumer = consumer;
    }

    Consumer consumer() {
        return consumer;
    }

    /**
     * Goes on for a bounded number of steps.
     *
     * @return whether there may be more to do right now
     */
    boolean slice(int steps, long nowMillis, DispatchContext context) {
        for (int step = 0; step < steps; step++) {
            if (!consumer.hungry()) {
                return false;
            }
            begin();
            MessageEntry entry = next();
            if (entry == null) {
                consumer.answerDrains();
                return false;
            }
            if (!visible(entry, nowMillis)) {
                pass(entry);
            } else if (entry.payload().bytes() == null) {
                read(entry, nowMillis, context);
                return false;
            } else {
                pass(entry);
                offer(entry, context);
            }
        }
        return true;
    }

    private void read(MessageEntry first, long nowMillis, DispatchContext context) {
        Reading before = reading;
        if (before == null || before.isDone()) {
            reading = context.load(queue, ahead(first, nowMillis));
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            end = queue.nextSequence();
        }
    }

    private void offer(MessageEntry entry, DispatchContext context) {
        if (!QueueDispatch.matches(consumer.selector(), entry)) {
            return;
        }
        // once it has waited for the disk it stays behind what waits, so that the walk keeps its order
        position = Math.max(position, entry.isVolatile() ? 0 : Math.max(1, entry.position()));
        consumer.countDelivery();
        context.show(consumer, entry, position);
        if (consumer.usedUp()) {
            consumer.answerDrains();
        }
    }

    /** A message is shown if it is free, or with a session; one that a prepared branch has consumed is in doubt. */
    private static boolean visible(MessageEntry entry, long nowMillis) {
        boolean known = entry.holder() == null || entry.holder() instanceof Delivery;
        return known && !entry.expired(nowMillis) && entry.deliveryTimeMillis() <= nowMillis;
    }

    private @Nullable MessageEntry next() {
        while (priority >= 0) {
            MessageEntry entry = queue.from(priority, sequence);
            if (entry != null && entry.sequence() < end) {
                return entry;
            }
            priority--;
            sequence = 0;
        }
        return null;
    }

    private void pass(MessageEntry entry) {
        sequence = entry.sequence() + 1;
    }

    /** What to read together: few enough bytes to be still in memory when their turn comes. */
    private List<MessageEntry> ahead(MessageEntry first, long nowMillis) {
        List<MessageEntry> entries = new ArrayList<>(READ_AHEAD);
        long bytes = 0;
        MessageEntry entry = first;
        for (int looks = 0; entry != null && looks < LOOK_AHEAD && entries.size() < READ_AHEAD; looks++) {
            if (visible(entry, nowMillis)) {
                bytes += entry.payload().length();
                if (bytes > READ_AHEAD_BYTES && entry != first) {
                    break;
                }
                entries.add(entry);
            }
            entry = queue.from(first.priority(), entry.sequence() + 1);
        }
        return entries;
    }
}
