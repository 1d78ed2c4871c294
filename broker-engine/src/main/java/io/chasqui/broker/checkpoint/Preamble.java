package io.chasqui.broker.checkpoint;

import io.chasqui.broker.command.BranchParts;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.QueueMeasured;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.SessionWindow;
import java.util.ArrayList;
import java.util.List;

/** Durable state as events that change nothing when it is there already. */
final class Preamble {
    private Preamble() {}

    /** The counters of a queue. */
    static Event counters(QueueState queue) {
        return new Event.QueueCounted(
                queue.number(),
                queue.nextSequence(),
                queue.horizon(),
                queue.enqueued(),
                queue.acknowledged(),
                queue.expired(),
                queue.deadLettered());
    }

    /** More counters of a queue. */
    static Event measures(QueueState queue) {
        return new QueueMeasured(
                queue.number(), queue.counters().dropped(), queue.counters().storedBytes());
    }

    /** Everything that is not in queues: windows, branches, the broker's identity. */
    static List<Event> ofOthers(BrokerState state) {
        List<Event> events = new ArrayList<>();
        for (SessionWindow window : state.windows()) {
            events.add(new Event.SessionRegistered(
                    window.number(), window.key().high(), window.key().low()));
            events.addAll(window.refusals());
            events.add(new Event.SessionAdvanced(new CommandName(window.number(), window.decided())));
        }
        for (BranchState branch : state.branches().all()) {
            events.addAll(BranchParts.of(branch));
            if (branch.decision() != BranchState.Decision.NONE) {
                boolean committed = branch.decision() == BranchState.Decision.COMMITTED;
                events.add(new Event.BranchDecided(branch.number(), committed));
            }
        }
        if (state.identity() != null) {
            events.add(state.identity());
        }
        return events;
    }
}
