package io.chasqui.broker.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs of one segment in the order in which they were begun. */
public final class SegmentRuns {
    private final int segment;
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, TopicRows> topics = new HashMap<>();
    private long message;

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

    /** What is added from now on is another message than what was added before. */
    public void nextMessage() {
        message++;
    }

    /** Counts the messages that were added. */
    long message() {
        return message;
    }

    /** What the subscriptions of a topic share. */
    TopicRows rowsOf(String topic) {
        return topics.computeIfAbsent(topic, each -> new TopicRows());
    }

    /**
     * Begins a run.
     *
     * @param owner whose it is
     * @param moved whether its messages were accepted in another segment and moved here
     * @param block over which rows
     * @param start the first of them
     */
    Run open(RunList owner, boolean moved, Block block, int start) {
        RunKey key = new RunKey(segment, runs.size(), owner.queue(), owner.priority());
        Run run = new Run(key, moved, block, start);
        runs.add(run);
        return run;
    }

    /** Of a complete segment: forgets runs without messages; whether none is left. */
    boolean dropDead() {
        runs.removeIf(run -> run.liveCount() == 0);
        return runs.isEmpty();
    }

    /** Nothing is added any more. */
    void complete() {
        topics.clear();
        boolean unused = dropDead();
        runs.forEach(Run::complete);
    }

    /** Takes the runs that were read back. */
    void restore(List<Run> stored) {
        runs.addAll(stored);
    }

    /**
     * Number of rows to which runs refer; those that several runs share count once.
     *
     * @param stored whether those in files are meant, or those in the heap
     */
    public long rows(boolean stored) {
        Set<Block> blocks = new HashSet<>();
        long rows = 0;
        for (Run run : runs) {
            boolean counts = run.stored() == stored && run.liveCount() > 0;
            rows += counts && blocks.add(run.block()) ? run.block().count() : 0;
        }
        return rows;
    }
}
