package io.chasqui.broker.state;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.index.Run;
import java.util.List;

/**
 * Puts back what a checkpoint holds, into a state that is empty: numbers and usages first, then the queues with their
 * messages, then everything else.
 */
public final class Restoration {
    private final BrokerState state;
    private final EventApplier applier;

    /** Into an empty state. */
    public Restoration(BrokerState state) {
        this.state = state;
        this.applier = new EventApplier(state);
    }

    /**
     * Numbers that are never given twice.
     *
     * @param epoch counts the broker's starts
     * @param nextQueue number of the next queue
     * @param nextSession number of the next window
     * @param nextBranch number of the next branch
     */
    public void numbers(int epoch, int nextQueue, int nextSession, int nextBranch) {
        state.startEpoch(epoch);
        state.restoreNumbers(nextQueue, nextSession);
        state.branches().restoreNext(nextBranch);
    }

    /** How many messages' payloads lie in a segment, and how many bytes they have. */
    public void usage(int segment, int messages, long bytes) {
        state.segments().addMessages(segment, messages, bytes);
    }

    /** An event that says that something exists. */
    public void apply(Event event) {
        applier.apply(event, 0);
    }

    /**
     * The messages of a queue that exists.
     *
     * @param number the queue's number
     * @param exposedUpTo messages up to there may have been delivered before
     * @param expiring number of messages with an expiry
     * @param runs its messages
     * @param particulars what is true of them beyond their rows
     */
    public void messages(int number, long exposedUpTo, int expiring, List<Run> runs, List<Particulars> particulars) {
        QueueState queue = state.queue(number);
        if (queue == null) {
            throw new IllegalStateException("The checkpoint has messages of queue " + number + ", which it lacks.");
        }
        queue.restore(exposedUpTo, expiring);
        runs.forEach(queue::restore);
        particulars.forEach(queue::restore);
    }
}
