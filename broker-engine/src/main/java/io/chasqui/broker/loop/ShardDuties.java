package io.chasqui.broker.loop;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shard does because time passes: expired messages go, an idle journal gets a watermark, segments without live
 * messages are given back. And what it does at a clean stop.
 */
final class ShardDuties {
    private static final long RECLAIM_MILLIS = 1_000;

    private final BrokerState state;
    private final JournalWriter writer;
    private final TurnJournal journal;
    private final Dispatcher dispatcher;
    private final ExpirySweep sweep;
    private long reclaimedAtMillis;
    private long lastSequence;
    private boolean idleNoted = true;

    ShardDuties(BrokerState state, JournalWriter writer, TurnJournal journal, Dispatcher dispatcher) {
        this.state = state;
        this.writer = writer;
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.sweep = new ExpirySweep(state);
    }

    /** One round; about every 100 ms. */
    void tick(long nowMillis) {
        List<MessageEntry> expired = sweep.slice(nowMillis);
        if (!expired.isEmpty()) {
            dispatcher.recordExpired(expired);
        }
        if (nowMillis - reclaimedAtMillis >= RECLAIM_MILLIS) {
            reclaimedAtMillis = nowMillis;
            deleteDeadSegments();
        }
        noteWatermark();
    }

    /** Stores of each queue exactly which messages are with consumers. */
    void settle() {
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                List<Long> delivered = new ArrayList<>();
                queue.forEach(entry -> {
                    if (entry.holder() != null && !entry.locked() && !entry.isVolatile()) {
                        delivered.add(entry.sequence());
                    }
                });
                if (!delivered.isEmpty() || queue.horizon() > 0) {
                    journal.record(Facts.of(new Event.ExposureSettled(queue.number(), delivered)));
                }
            }
        }
        journal.noteWatermark();
    }

    private void deleteDeadSegments() {
        int current = writer.journal().segment();
        int oldestLive = state.payloads().oldestLiveSegment(current);
        boolean preambleDurable = writer.durableSequence() >= journal.preamblePosition();
        if (preambleDurable && oldestLive > writer.journal().firstSegment()) {
            writer.journal().deleteSegmentsBefore(oldestLive);
        }
    }

    /** After a round without any event, proves once that everything is on the disk. */
    private void noteWatermark() {
        long last = writer.lastSequence();
        if (last != lastSequence) {
            lastSequence = last;
            idleNoted = false;
        } else if (!idleNoted) {
            writer.force();
            journal.noteWatermark();
            lastSequence = writer.lastSequence();
            idleNoted = true;
        }
    }
}
