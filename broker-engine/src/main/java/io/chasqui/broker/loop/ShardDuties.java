package io.chasqui.broker.loop;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a shard does because time passes: expired messages go, an idle journal gets a watermark, segments without live
 * messages are given back. And what it does at a clean stop.
 */
final class ShardDuties {
    private static final long RECLAIM_MILLIS = 1_000;

    /** With so many segments read at the start, the next checkpoint is not put off until a segment is full. */
    private static final int LONG_TAIL_SEGMENTS = 3;

    private final BrokerState state;
    private final JournalWriter writer;
    private final TurnJournal journal;
    private final Dispatcher dispatcher;
    private final ExpirySweep sweep;
    private final Checkpointer checkpointer;
    private final Reclaimer reclaimer;
    private final DeadSegments dead;
    private volatile StorageFigures figures = StorageFigures.NONE;
    private boolean tailIsShort;
    private long reclaimedAtMillis;
    private long lastSequence;
    private boolean idleNoted = true;

    ShardDuties(
            RecoveredShard recovered,
            Dispatcher dispatcher,
            Checkpointer checkpointer,
            Reclaimer reclaimer,
            DeadSegments dead) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.journal = recovered.journal();
        this.dispatcher = dispatcher;
        this.checkpointer = checkpointer;
        this.reclaimer = reclaimer;
        this.dead = dead;
        this.sweep = new ExpirySweep(state);
    }

    /** One round; about every 100 ms. */
    void tick(long nowMillis) {
        List<MessageEntry> expired = sweep.slice(nowMillis);
        if (!expired.isEmpty()) {
            dispatcher.recordExpired(expired);
        }
        if (Math.abs(nowMillis - reclaimedAtMillis) >= RECLAIM_MILLIS) { // the clock may have been put back
            reclaimedAtMillis = nowMillis;
            dead.force();
            state.segments().forgetDeadRuns();
            shortenTail();
            figures = StorageFigures.of(state, writer.journal(), checkpointer);
        }
        dead.tick();
        checkpointer.tick();
        reclaimer.tick();
        noteWatermark();
    }

    /** What is to be done at the end of each turn. */
    void turn() {
        checkpointer.turn();
        dead.turn();
    }

    /** Stores of each queue exactly which messages are with consumers. */
    void settle() {
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                List<Long> delivered = new ArrayList<>();
                queue.forEachResident(entry -> {
                    if (entry.holder() != null && !entry.locked() && !entry.isVolatile()) {
                        delivered.add(entry.sequence());
                    }
                });
                Collections.sort(delivered);
                if (!delivered.isEmpty() || queue.horizon() > 0) {
                    journal.record(Facts.of(new Event.ExposureSettled(queue.number(), delivered)));
                }
            }
        }
        journal.noteWatermark();
    }

    /** Once, after a start that had to read many segments: the next one is to be quicker. */
    private void shortenTail() {
        if (!tailIsShort) {
            tailIsShort = true;
            if (writer.journal().segment() - checkpointer.newestTail() >= LONG_TAIL_SEGMENTS) {
                journal.rollNow();
            }
        }
    }

    /** Figures of the storage as they were less than a second ago. Any thread. */
    StorageFigures figures() {
        return figures;
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
