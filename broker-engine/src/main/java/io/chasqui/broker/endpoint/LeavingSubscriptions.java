package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.EventSink;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * Shared non-durable subscriptions whose last consumer is closed while a session still has messages of them. Until those
 * are acknowledged or come back, the subscription keeps its name (Jakarta Messaging 3.1 §8.3.2).
 *
 * <p>Belongs to the baton's holder.
 */
public final class LeavingSubscriptions {
    private final BrokerState state;
    private final EventSink sink;
    private final Dispatcher dispatcher;
    private final TreeSet<Integer> queues = new TreeSet<>();

    /**
     * None yet.
     *
     * @param state what the broker remembers
     * @param sink where facts go
     * @param dispatcher who gets which message
     */
    public LeavingSubscriptions(BrokerState state, EventSink sink, Dispatcher dispatcher) {
        this.state = state;
        this.sink = sink;
        this.dispatcher = dispatcher;
    }

    /** Whether a subscription has a consumer, or a session has a message of it. */
    boolean inUse(QueueState queue) {
        return queue.held() > 0 || dispatcher.hasConsumers(queue.number());
    }

    /** The last consumer of a non-durable subscription is closed. */
    void lastConsumerClosed(QueueState queue) {
        SubscriptionDefinition definition = queue.subscription();
        boolean named = definition != null && definition.shared();
        if (named && inUse(queue)) {
            queues.add(queue.number());
        } else {
            end(queue);
        }
    }

    /** Ends the subscriptions that nobody uses any more. */
    void tick() {
        for (Iterator<Integer> all = queues.iterator(); all.hasNext(); ) {
            QueueState queue = state.queue(all.next());
            if (queue == null || dispatcher.hasConsumers(queue.number())) {
                all.remove();
            } else if (!inUse(queue)) {
                all.remove();
                end(queue);
            }
        }
    }

    /** Ends a subscription with all it holds. */
    void end(QueueState queue) {
        Facts facts = new Facts();
        facts.applyOnly(new Event.QueueDeleted(queue.number()));
        sink.record(facts);
    }
}
