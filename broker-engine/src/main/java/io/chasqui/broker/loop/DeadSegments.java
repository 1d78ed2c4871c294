package io.chasqui.broker.loop;

import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.state.BrokerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Deletes segments that nobody needs: nothing in them is held, both checkpoints begin behind them, and all of that is on
 * the disk. They are looked for as soon as a checkpoint is stored, and every tenth of a second; they go when what made them
 * free is on the disk, one after the other beside the traffic: to delete one takes the file system tens of milliseconds.
 *
 * <p>Belongs to the baton's holder.
 */
final class DeadSegments {
    private final BrokerState state;
    private final JournalWriter writer;
    private final Checkpointer checkpointer;
    private final Reclaimer reclaimer;
    private final Executor background;
    private final Executor shard;
    private final List<Integer> doomed = new ArrayList<>();
    private long doomedAt;
    private boolean deleting;
    private int floor;

    /**
     * Has found none yet.
     *
     * @param recovered what the broker started from
     * @param checkpointer knows which segments a start may need
     * @param reclaimer reads a segment that may die meanwhile
     * @param background does what takes long
     * @param shard does work with the baton
     */
    DeadSegments(
            RecoveredShard recovered,
            Checkpointer checkpointer,
            Reclaimer reclaimer,
            Executor background,
            Executor shard) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.checkpointer = checkpointer;
        this.reclaimer = reclaimer;
        this.background = background;
        this.shard = shard;
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
        deleteNext();
        look();
    }

    private void deleteNext() {
        boolean durable = writer.durableSequence() >= doomedAt;
        if (durable && !deleting && !doomed.isEmpty() && !doomed.contains(reclaimer.segment())) {
            int dead = doomed.remove(0);
            deleting = true;
            background.execute(() -> {
                writer.journal().delete(dead);
                shard.execute(this::deleted);
            });
        }
    }

    private void deleted() {
        deleting = false;
        deleteNext();
    }

    /** Brings onto the disk what made segments free, if that did not happen meanwhile; once in a second. */
    void force() {
        if (writer.durableSequence() < doomedAt) {
            writer.force(); // a second has passed, so that there is hardly ever anything to do
        }
    }

    private void look() {
        if (doomed.isEmpty() && !deleting) {
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
