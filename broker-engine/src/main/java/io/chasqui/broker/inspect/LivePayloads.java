package io.chasqui.broker.inspect;

import io.chasqui.broker.index.Run;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.Particulars;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows where the payloads of a state lie: about in the order of the journal, without a list of them. */
final class LivePayloads {
    private LivePayloads() {}

    /** Sees where payloads lie. */
    interface Visitor {
        /**
         * The whole payload of a message, or a part of it.
         *
         * @param queue where the message waits
         * @param sequence its number there
         * @param place where it lies
         * @param share bytes that count for this queue, if others have the same payload
         */
        void message(QueueState queue, long sequence, Place place, long share);

        /** A message that a prepared branch sends. */
        void branch(BranchState branch, Place place);
    }

    static void visit(BrokerState state, Visitor visitor) {
        List<Run> runs = new ArrayList<>();
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                runs.addAll(queue.storedRuns());
            }
        }
        runs.sort(Comparator.comparingInt(Run::segment).thenComparingInt(Run::number));
        for (Run run : runs) {
            QueueState queue = state.queue(run.queue());
            for (int row = run.nextLive(0); queue != null && row >= 0; row = run.nextLive(row + 1)) {
                if (run.placeSegment(row) != 0) {
                    visitor.message(queue, run.sequence(row), run.place(row), run.ownBytes(row));
                }
            }
        }
        state.queues().forEach(queue -> parts(queue, visitor));
        for (BranchState branch : state.branches().all()) {
            branch.sends().forEach(send -> send.payload().places().forEach(place -> visitor.branch(branch, place)));
        }
    }

    /** Payloads in several parts. */
    private static void parts(QueueState queue, Visitor visitor) {
        for (Particulars particulars : queue.particulars()) {
            for (Place place : particulars.places()) {
                visitor.message(queue, particulars.sequence(), place, place.length());
            }
        }
    }
}
