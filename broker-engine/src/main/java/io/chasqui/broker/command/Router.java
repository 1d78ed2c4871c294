package io.chasqui.broker.command;

import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the messages of one command go: to a queue, or to the subscriptions that want them.
 */
public final class Router {
    private final BrokerState state;
    private final SelectorCache selectors;
    private final Function<Payload, SealedMessage> reader;
    private final Predicate<QueueState> local;
    private final Targets targets;

    /**
     * A router for one command.
     *
     * @param state what is there
     * @param selectors parsed selectors of subscriptions
     * @param reader reads messages, at least up to their bodies, from memory or disk
     * @param local which subscriptions belong to the sender, so that {@code noLocal} leaves its messages out
     */
    public Router(
            BrokerState state,
            SelectorCache selectors,
            Function<Payload, SealedMessage> reader,
            Predicate<QueueState> local) {
        this.state = state;
        this.selectors = selectors;
        this.reader = reader;
        this.local = local;
        this.targets = new Targets(state);
    }

    /**
     * Adds the facts of accepting a message.
     *
     * @param command the send or commit that brings it
     * @param message what is sent and where to
     * @param facts receives the facts
     */
    public void accept(CommandName command, Routable message, Facts facts) {
        List<Target> durable = new ArrayList<>(1);
        List<Target> unforced = new ArrayList<>(0);
        collect(message, durable, unforced, facts);
        Payload payload = message.payload();
        if (!durable.isEmpty()) {
            facts.journal(accepted(command, durable, message));
        }
        if (!unforced.isEmpty()) {
            boolean alone = durable.isEmpty() && !payload.placed() && payload.persistent();
            Payload shared = alone ? Payload.arrived(payload.requireBytes(), false) : payload;
            facts.applyOnly(accepted(CommandName.NONE, unforced, message.with(shared)));
        }
    }

    private static Event.MessageAccepted accepted(CommandName command, List<Target> targets, Routable message) {
        return new Event.MessageAccepted(
                command,
                targets,
                message.priority(),
                message.expirationMillis(),
                message.deliveryTimeMillis(),
                message.payload());
    }

    /** Whether a persistent message sent there would be kept by the journal of this state. */
    public static boolean keeps(BrokerState state, Destination destination) {
        if (destination.isQueue()) {
            return !destination.isTemporary();
        }
        return state.subscriptions(destination.name()).stream().anyMatch(queue -> !queue.isVolatile());
    }

    private void collect(Routable message, List<Target> durable, List<Target> unforced, Facts facts) {
        Destination destination = message.destination();
        if (destination.kind() == Destination.Kind.TEMPORARY_QUEUE) {
            QueueState queue = state.queue(destination);
            if (queue != null) { // deleted since the message was staged: nobody could have received it any more
                unforced.add(targets.of(queue));
            }
            return;
        }
        if (destination.isQueue()) {
            (message.persistent() ? durable : unforced).add(targets.queue(destination, facts));
            return;
        }
        List<QueueState> subscriptions = state.subscriptions(destination.name());
        long number = subscriptions.isEmpty() ? 0 : targets.ofTopic(destination.name());
        for (QueueState subscription : subscriptions) {
            if (wants(subscription, message.payload())) {
                boolean keep = message.persistent() && !subscription.isVolatile();
                (keep ? durable : unforced).add(new Target(subscription.number(), number));
            }
        }
    }

    /** Whether a subscription of its topic gets a message. */
    public boolean wants(QueueState subscription, Payload payload) {
        SubscriptionDefinition definition =
                Objects.requireNonNull(subscription.subscription(), "subscription definition");
        if (definition.noLocal() && local.test(subscription)) {
            return false;
        }
        @Nullable String text = definition.selector();
        if (text == null) {
            return true;
        }
        return selectors.known(text).matches(new MessageProperties(reader.apply(payload)));
    }
}
