package io.chasqui.broker.loop;

import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.ExpirySlice;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes round through all queues that have messages with an expiry, a bounded number of messages at a time, and finds
 * those that are due. A round begins at most once a second, and not as long as there is none with an expiry; messages that
 * somebody wants are looked at by the dispatch anyway.
 */
final class ExpirySweep {
    private static final long ROUND_MILLIS = 1_000;
    private static final int STEPS = 10_000;

    private final BrokerState state;
    private long roundBeganAtMillis;
    private boolean underWay;
    private boolean worthwhile = true;
    private int queueNumber;
    private ExpirySlice.Spot spot = ExpirySlice.Spot.FIRST;

    ExpirySweep(BrokerState state) {
        this.state = state;
    }

    /** Something has happened since the last slice, so that there may be messages with an expiry. */
    void somethingHappened() {
        worthwhile = true;
    }

    /** The messages due among the next ones; nobody holds them. */
    List<MessageEntry> slice(long nowMillis) {
        List<MessageEntry> due = new ArrayList<>(0);
        if (!underWay && worthwhile && Math.abs(nowMillis - roundBeganAtMillis) >= ROUND_MILLIS) {
            underWay = true;
            worthwhile = false;
            roundBeganAtMillis = nowMillis;
            startAt(0);
        }
        int step = 0;
        while (underWay && step < STEPS) {
            QueueState queue = state.queueFrom(queueNumber);
            if (queue == null) {
                underWay = false;
            } else {
                step += look(queue, nowMillis, due);
            }
        }
        return due;
    }

    /** In how many milliseconds the next slice is due. */
    long pauseMillis(long nowMillis) {
        if (underWay) {
            return 0;
        }
        return worthwhile ? ROUND_MILLIS - Math.abs(nowMillis - roundBeganAtMillis) : ROUND_MILLIS;
    }

    /** Looks at a slice of a queue; how many steps that was. */
    private int look(QueueState queue, long nowMillis, List<MessageEntry> due) {
        if (queue.number() != queueNumber) {
            startAt(queue.number());
        }
        if (queue.expiring() == 0) {
            startAt(queueNumber + 1);
            return 1;
        }
        worthwhile = true;
        ExpirySlice slice = queue.dueForExpiry(spot, nowMillis);
        for (long sequence : slice.due()) {
            MessageEntry entry = queue.find(sequence);
            if (entry != null && entry.holder() == null) {
                due.add(entry);
            }
        }
        if (slice.next() == null) {
            startAt(queueNumber + 1);
        } else {
            spot = slice.next();
        }
        return 1 + slice.steps();
    }

    private void startAt(int number) {
        queueNumber = number;
        spot = ExpirySlice.Spot.FIRST;
    }
}
