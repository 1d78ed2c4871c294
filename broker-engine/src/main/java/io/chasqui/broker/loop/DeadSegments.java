package io.chasqui.broker.loop;

import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.state.BrokerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes segments that nobody needs: nothing in them is held, both checkpoints begin behind them, and all of that is on
 * the disk. They are looked for as soon as a checkpoint is stored, and in every round; they go when what made them
 * free is on the disk, one after the other beside the traffic: to delete one takes the file system tens of milliseconds.
 *
 * <p>Belongs to the baton's holder.
 */
final class DeadSegments {
    /** How many are deleted at a clean stop. */
    private static final int LAST = 32;

    private static final Logger LOG = LoggerFactory.getLogger(DeadSegments.class);

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

    /** One round. */
    void tick() {
        deleteNext();
        look();
    }

    /** Whether segments wait for their deletion. */
    boolean busy() {
        return deleting || !doomed.isEmpty();
    }

    private void deleteNext() {
        boolean durable = writer.durableSequence() >= doomedAt;
        int next = !doomed.isEmpty() && doomed.get(0) == reclaimer.segment() ? 1 : 0; // that one is being read
        if (durable && !deleting && next < doomed.size()) {
            int dead = doomed.remove(next);
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

    /**
     * Deletes what is dead now, at a clean stop, as far as that takes hardly more than a second. Only when everything is on the
     * disk and the background does nothing any more. What cannot be deleted stays to the next start.
     */
    void last() {
        try {
            find().stream().limit(LAST).forEach(writer.journal()::delete);
        } catch (JournalFailedException failed) {
            LOG.warn("Segments that nobody needs stay until the next start. {}", failed.getMessage());
        }
    }

    private void look() {
        if (doomed.isEmpty() && !deleting) {
            doomed.addAll(find());
            doomedAt = doomed.isEmpty() ? 0 : writer.lastSequence();
        }
    }

    private List<Integer> find() {
        int before = Math.min(checkpointer.floor(), writer.journal().segment());
        List<Integer> dead = new ArrayList<>();
        for (int segment : writer.journal().segments().headMap(before).keySet()) {
            if (state.segments().isFree(segment)) {
                dead.add(segment);
            }
        }
        return dead;
    }
}
