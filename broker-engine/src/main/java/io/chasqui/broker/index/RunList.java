package io.chasqui.broker.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one queue and priority. Their live messages do not overlap: those of a run lie between its low sequence and
 * that of the next run, whatever its dead rows were. So a message is found by two binary searches.
 */
public final class RunList {
    private final List<Run> runs = new ArrayList<>();
    private @Nullable Run open;
    private @Nullable Run openMoved;

    /** No runs. */
    public RunList() {}

    /** All runs in order. */
    public List<Run> runs() {
        return Collections.unmodifiableList(runs);
    }

    /**
     * Adds a message.
     *
     * @param segment the segment being written, with its table of runs
     * @param queue number of the queue
     * @param priority 0 to 9
     * @param message its row
     */
    public RowRef add(SegmentRuns segment, int queue, int priority, NewRow message) {
        Run run = open;
        if (run == null || run.segment() != segment.segment() || !run.takes(message.sequence())) {
            run = segment.open(queue, priority, false, message.sequence());
            runs.add(run);
            open = run;
        }
        return new RowRef(run, run.add(message));
    }

    /**
     * Gives a message that is there a new row in the segment being written.
     *
     * @param segment the segment being written, with its table of runs
     * @param old its row so far, which dies
     * @param message its new row; the sequence is the same
     */
    public RowRef move(SegmentRuns segment, RowRef old, NewRow message) {
        Run from = old.run();
        int at = runs.indexOf(from);
        Run run = openMoved;
        boolean continues = run != null
                && run.segment() == segment.segment()
                && run.takes(message.sequence())
                && at > 0
                && runs.get(at - 1) == run;
        if (!continues || run == null) {
            run = segment.open(from.queue(), from.priority(), true, message.sequence());
            run.lowerLow(from.low());
            runs.add(at, run);
            openMoved = run;
        }
        RowRef moved = new RowRef(run, run.add(message));
        from.raiseLow(message.sequence() + 1);
        kill(old);
        return moved;
    }

    /** Takes a run that was read back; runs come in any order. */
    public void restore(Run run) {
        runs.add(floor(run.low()) + 1, run);
    }

    /** The row of a message that is there, or null. */
    public @Nullable RowRef find(long sequence) {
        int at = floor(sequence);
        if (at < 0) {
            return null;
        }
        Run run = runs.get(at);
        int row = run.ceiling(sequence);
        boolean found = row < run.count() && run.sequence(row) == sequence && run.live(row);
        return found ? new RowRef(run, row) : null;
    }

    /** The first message that is there with this or a greater sequence, or null. */
    public @Nullable RowRef from(long sequence) {
        int at = Math.max(0, floor(sequence));
        for (int i = at; i < runs.size(); i++) {
            Run run = runs.get(i);
            int row = run.nextLive(i == at ? run.ceiling(sequence) : 0);
            if (row >= 0) {
                return new RowRef(run, row);
            }
        }
        return null;
    }

    /** A message is gone. */
    public void kill(RowRef row) {
        Run run = row.run();
        run.kill(row.row());
        if (run.liveCount() == 0 && run != open && run != openMoved) {
            runs.remove(run);
        }
    }

    /** Drops runs without messages; to be called when a new segment begins. */
    public void closeOpen() {
        open = null;
        openMoved = null;
        runs.removeIf(run -> run.liveCount() == 0);
    }

    /** Index of the last run whose low sequence is not greater, or -1. */
    private int floor(long sequence) {
        int lower = 0;
        int upper = runs.size();
        while (lower < upper) {
            int middle = (lower + upper) >>> 1;
            if (runs.get(middle).low() <= sequence) {
                lower = middle + 1;
            } else {
                upper = middle;
            }
        }
        return lower - 1;
    }
}
