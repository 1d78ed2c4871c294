package io.chasqui.broker.loop;

import io.chasqui.broker.command.BranchParts;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.SessionWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * The durable state without its messages, as events that change nothing when the state is there already. With it at the
 * head of each segment, replay may begin at any segment behind which no live message lies.
 */
final class Preamble {
    private Preamble() {}

    static List<Event> of(BrokerState state) {
        List<Event> events = new ArrayList<>();
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                SubscriptionDefinition subscription = queue.subscription();
                events.add(
                        subscription == null
                                ? new Event.QueueCreated(queue.number(), queue.destination())
                                : new Event.SubscriptionCreated(queue.number(), subscription));
                events.add(new Event.QueueCounted(
                        queue.number(),
                        queue.nextSequence(),
                        queue.horizon(),
                        queue.enqueued(),
                        queue.acknowledged(),
                        queue.expired(),
                        queue.deadLettered()));
            }
        }
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
