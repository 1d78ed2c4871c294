package io.chasqui.broker.loop;

import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes round through all queues that have messages with an expiry, a bounded number of messages at a time, and finds
 * those that are due. A round begins at most once a second; messages that somebody wants are looked at by the dispatch
 * anyway.
 */
final class ExpirySweep {
    private static final long ROUND_MILLIS = 1_000;
    private static final int STEPS = 10_000;
    private static final int PRIORITIES = 10;

    private final BrokerState state;
    private long roundBeganAtMillis;
    private boolean underWay;
    private int queueNumber;
    private int priority;
    private long sequence;

    ExpirySweep(BrokerState state) {
        this.state = state;
    }

    /** The messages due among the next ones; nobody holds them. */
    List<MessageEntry> slice(long nowMillis) {
        List<MessageEntry> due = new ArrayList<>(0);
        if (!underWay && nowMillis - roundBeganAtMillis >= ROUND_MILLIS) {
            underWay = true;
            roundBeganAtMillis = nowMillis;
            startAt(0);
        }
        for (int step = 0; underWay && step < STEPS; step++) {
            QueueState queue = state.queueFrom(queueNumber);
            if (queue == null) {
                underWay = false;
            } else {
                look(queue, nowMillis, due);
            }
        }
        return due;
    }

    private void look(QueueState queue, long nowMillis, List<MessageEntry> due) {
        if (queue.number() != queueNumber) {
            startAt(queue.number());
        }
        @Nullable MessageEntry entry = queue.expiring() == 0 ? null : next(queue);
        if (entry == null) {
            startAt(queueNumber + 1);
            return;
        }
        sequence = entry.sequence() + 1;
        if (entry.holder() == null && entry.expired(nowMillis)) {
            due.add(entry);
        }
    }

    private @Nullable MessageEntry next(QueueState queue) {
        MessageEntry entry = queue.from(priority, sequence);
        while (entry == null && ++priority < PRIORITIES) {
            sequence = 0;
            entry = queue.from(priority, sequence);
        }
        return entry;
    }

    private void startAt(int number) {
        queueNumber = number;
        priority = 0;
        sequence = 0;
    }
}
