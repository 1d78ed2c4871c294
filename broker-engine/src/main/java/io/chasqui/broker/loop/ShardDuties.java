package io.chasqui.broker.loop;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Targets;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
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

    private static final int SETTLED_PER_EVENT = 4_096;

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
    private boolean changed = true;
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

    /**
     * One round.
     *
     * @param worked whether anything has happened since the last one
     * @return in how many milliseconds the next one is needed, 0 for soon; sooner when something happens meanwhile
     */
    long tick(long nowMillis, boolean worked) {
        if (worked) {
            changed = true;
            sweep.somethingHappened();
        }
        List<MessageEntry> expired = sweep.slice(nowMillis);
        if (!expired.isEmpty()) {
            changed = true;
            dispatcher.recordExpired(expired);
        }
        if (Math.abs(nowMillis - reclaimedAtMillis) >= RECLAIM_MILLIS) { // the clock may have been put back
            reclaimedAtMillis = nowMillis;
            dead.force();
            state.segments().forgetDeadRuns();
            shortenTail();
            renewFigures();
        }
        dead.tick();
        checkpointer.tick();
        reclaimer.tick();
        noteWatermark();
        boolean busy = !expired.isEmpty() || !idleNoted || dead.busy() || checkpointer.busy() || reclaimer.busy();
        return busy
                ? 0
                : Math.min(sweep.pauseMillis(nowMillis), RECLAIM_MILLIS - Math.abs(nowMillis - reclaimedAtMillis));
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
                    journal.record(settled(queue.number(), delivered));
                }
            }
        }
        journal.noteWatermark();
    }

    /** The event settles the queue anew each time, so what does not fit into it stands behind it. */
    private static Facts settled(int queue, List<Long> delivered) {
        int fits = Math.min(SETTLED_PER_EVENT, delivered.size());
        Facts facts = Facts.of(new Event.ExposureSettled(queue, List.copyOf(delivered.subList(0, fits))));
        List<Target> rest = delivered.subList(fits, delivered.size()).stream()
                .map(sequence -> new Target(queue, sequence))
                .toList();
        Targets.inSlices(rest).forEach(slice -> facts.journal(new Event.DeliveriesExposed(slice)));
        return facts;
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

    /** Looks at every queue, so only if something has happened. */
    private void renewFigures() {
        if (changed) {
            changed = false;
            figures = StorageFigures.of(state, writer.journal(), checkpointer);
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
