package io.chasqui.broker.loop;

import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.state.BrokerState;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes segments that nobody needs: nothing in them is held, both checkpoints begin behind them, and all of that is on
 * the disk. They are looked for as soon as a checkpoint is stored, and every tenth of a second; they go, one with each tick,
 * when what made them free is on the disk.
 *
 * <p>Belongs to the baton's holder.
 */
final class DeadSegments {
    private final BrokerState state;
    private final JournalWriter writer;
    private final Checkpointer checkpointer;
    private final Reclaimer reclaimer;
    private final List<Integer> doomed = new ArrayList<>();
    private long doomedAt;
    private int floor;

    DeadSegments(BrokerState state, JournalWriter writer, Checkpointer checkpointer, Reclaimer reclaimer) {
        this.state = state;
        this.writer = writer;
        this.checkpointer = checkpointer;
        this.reclaimer = reclaimer;
    }

    /** Looks for dead segments if a checkpoint was stored since. */
    void turn() {
        if (floor != checkpointer.floor()) {
            floor = checkpointer.floor();
            look();
        }
    }

    /** One round; about every 100 ms. */
    void tick() {
        boolean durable = writer.durableSequence() >= doomedAt;
        if (durable && !doomed.isEmpty() && !doomed.contains(reclaimer.segment())) {
            writer.journal().delete(doomed.remove(0)); // takes some milliseconds, in which the shard does nothing else
        }
        look();
    }

    /** Brings onto the disk what made segments free, if that did not happen meanwhile; once in a second. */
    void force() {
        if (writer.durableSequence() < doomedAt) {
            writer.force(); // a second has passed, so that there is hardly ever anything to do
        }
    }

    private void look() {
        if (doomed.isEmpty()) {
            int before = Math.min(checkpointer.floor(), writer.journal().segment());
            for (int segment : writer.journal().segments().headMap(before).keySet()) {
                if (state.segments().isFree(segment)) {
                    doomed.add(segment);
                }
            }
            doomedAt = doomed.isEmpty() ? 0 : writer.lastSequence();
        }
    }
}
