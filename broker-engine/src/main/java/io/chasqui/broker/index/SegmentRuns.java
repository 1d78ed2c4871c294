package io.chasqui.broker.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The runs of one segment in the order in which they were begun. */
public final class SegmentRuns {
    private final int segment;
    private final List<Run> runs = new ArrayList<>();

    SegmentRuns(int segment) {
        this.segment = segment;
    }

    /** Number of the segment. */
    public int segment() {
        return segment;
    }

    /** All its runs, by their number; of a past segment those that had messages when it was full. */
    public List<Run> runs() {
        return Collections.unmodifiableList(runs);
    }

    /** Begins a run. */
    Run open(int queue, int priority, boolean moved, long base) {
        Run run = new Run(new RunKey(segment, runs.size(), queue, priority), moved, base);
        runs.add(run);
        return run;
    }

    /** Of a complete segment: forgets runs without messages; whether none is left. */
    boolean dropDead() {
        runs.removeIf(run -> run.liveCount() == 0);
        return runs.isEmpty();
    }

    /** Takes the runs that were read back. */
    void restore(List<Run> stored) {
        runs.addAll(stored);
    }
}
