package io.chasqui.broker.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one queue and priority.
 *
 * <p>Runs of accepted messages follow each other: their sequences do not overlap. So a message is found by two binary
 * searches. Runs of moved messages may overlap with everything, because messages are moved in any order: they are few, and
 * each of them that could hold a message is asked.
 *
 * <p>A subscription shares the rows of its topic, as long as a message has the same sequence in it as in the others and it
 * gets enough of the topic's messages. Otherwise it has rows of its own to the end of the segment.
 */
public final class RunList {
    private final int queue;
    private final int priority;
    private final @Nullable String topic;
    private final List<Run> accepted = new ArrayList<>();
    private final List<Run> moved = new ArrayList<>(0);
    private @Nullable Run open;
    private @Nullable Run openMoved;

    /**
     * No runs.
     *
     * @param queue number of the queue or subscription
     * @param priority 0 to 9
     * @param topic of a subscription, null for a queue
     */
    public RunList(int queue, int priority, @Nullable String topic) {
        this.queue = queue;
        this.priority = priority;
        this.topic = topic;
    }

    int queue() {
        return queue;
    }

    int priority() {
        return priority;
    }

    /** All runs: those of accepted messages by sequence, then those of moved ones by their first sequence. */
    public List<Run> runs() {
        if (moved.isEmpty()) {
            return Collections.unmodifiableList(accepted);
        }
        List<Run> all = new ArrayList<>(accepted.size() + moved.size());
        all.addAll(accepted);
        all.addAll(moved);
        return all;
    }

    /**
     * Adds a message.
     *
     * @param segment the segment being written, with its table of runs
     * @param message its row; the sequence is greater than all before
     */
    public RowRef add(SegmentRuns segment, NewRow message) {
        Run run = runFor(segment, message, open, false);
        if (run != open) {
            accepted.add(run);
            open = run;
        }
        return new RowRef(run, run.addLast(message.position()));
    }

    /**
     * Gives a message that is there a new row in the segment being written.
     *
     * @param segment the segment being written, with its table of runs
     * @param old its row so far, which dies
     * @param message its new row; the sequence is the same
     */
    public RowRef move(SegmentRuns segment, RowRef old, NewRow message) {
        Run run = runFor(segment, message, openMoved, true);
        if (run != openMoved) {
            insert(run);
            openMoved = run;
        }
        RowRef row = new RowRef(run, run.addLast(message.position()));
        kill(old);
        return row;
    }

    /** The run that is to get a message, which is in the last row of its block: the open one if possible, or a new one. */
    private Run runFor(SegmentRuns segment, NewRow message, @Nullable Run last, boolean isMoved) {
        Run run = last != null && last.segment() == segment.segment() ? last : null;
        Block shared = topic == null || (run != null && !run.sharesWell())
                ? null
                : segment.rowsOf(topic).take(priority, isMoved, message, segment.message());
        if (shared == null) {
            return runWithOwnRows(segment, message, run, isMoved);
        }
        return run != null && run.block() == shared ? run : segment.open(this, isMoved, shared, shared.count() - 1);
    }

    private Run runWithOwnRows(SegmentRuns segment, NewRow message, @Nullable Run last, boolean isMoved) {
        if (last != null && !last.block().shared() && last.block().takes(message.sequence())) {
            last.block().add(message, segment.message());
            return last;
        }
        Block own = new Block(false, message.sequence());
        own.add(message, segment.message());
        return segment.open(this, isMoved, own, 0);
    }

    /** Takes a run that was read back; runs come in any order. */
    public void restore(Run run) {
        if (run.moved()) {
            insert(run);
        } else {
            accepted.add(floor(accepted, run.base()) + 1, run);
        }
    }

    private void insert(Run run) {
        moved.add(floor(moved, run.base()) + 1, run);
    }

    /** The row of a message that is there, or null. */
    public @Nullable RowRef find(long sequence) {
        int at = floor(accepted, sequence);
        RowRef found = at < 0 ? null : at(accepted.get(at), sequence);
        for (int i = 0; found == null && i < moved.size() && moved.get(i).base() <= sequence; i++) {
            found = at(moved.get(i), sequence);
        }
        return found;
    }

    private static @Nullable RowRef at(Run run, long sequence) {
        int row = run.find(sequence);
        return row < 0 ? null : new RowRef(run, row);
    }

    /** The first message that is there with this or a greater sequence, or null. */
    public @Nullable RowRef from(long sequence) {
        RowRef first = null;
        for (int i = Math.max(0, floor(accepted, sequence)); first == null && i < accepted.size(); i++) {
            first = from(accepted.get(i), sequence);
        }
        return moved.isEmpty() ? first : earlierMoved(sequence, first);
    }

    /** The first message in moved runs with this or a greater sequence, if it goes before another. */
    private @Nullable RowRef earlierMoved(long sequence, @Nullable RowRef other) {
        RowRef first = other;
        long least = other == null ? Long.MAX_VALUE : other.sequence();
        for (Run run : moved) {
            if (run.base() >= least) {
                break;
            }
            RowRef row = from(run, sequence);
            if (row != null && row.sequence() < least) {
                first = row;
                least = row.sequence();
            }
        }
        return first;
    }

    private static @Nullable RowRef from(Run run, long sequence) {
        if (sequence > run.lastSequence()) {
            return null;
        }
        int row = run.nextLive(run.ceiling(sequence));
        return row < 0 ? null : new RowRef(run, row);
    }

    /** Visits all messages that are there, by sequence; none may be removed meanwhile. */
    public void forEach(Consumer<RowRef> action) {
        if (!moved.isEmpty()) {
            for (RowRef row = from(0); row != null; row = from(row.sequence() + 1)) {
                action.accept(row);
            }
            return;
        }
        for (Run run : accepted) {
            for (int row = run.nextLive(0); row >= 0; row = run.nextLive(row + 1)) {
                action.accept(new RowRef(run, row));
            }
        }
    }

    /** A message is gone. */
    public void kill(RowRef row) {
        Run run = row.run();
        run.kill(row.row());
        if (run.liveCount() == 0 && run != open && run != openMoved) {
            (run.moved() ? moved : accepted).remove(run);
        }
    }

    /** All messages are gone. */
    public void clear() {
        runs().forEach(Run::clear);
        closeOpen();
    }

    /** Drops runs without messages; to be called when a new segment begins. */
    public void closeOpen() {
        open = null;
        openMoved = null;
        accepted.removeIf(run -> run.liveCount() == 0);
        moved.removeIf(run -> run.liveCount() == 0);
    }

    /** Index of the last run whose first sequence is not greater, or -1. */
    private static int floor(List<Run> runs, long sequence) {
        int lower = 0;
        int upper = runs.size();
        while (lower < upper) {
            int middle = (lower + upper) >>> 1;
            if (runs.get(middle).base() <= sequence) {
                lower = middle + 1;
            } else {
                upper = middle;
            }
        }
        return lower - 1;
    }
}
