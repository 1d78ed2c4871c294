package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.selector.SelectorSyntaxException;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.SubscriptionKey;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.Destination;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Consumers come and go, and with them queues and subscriptions. */
final class ConsumerCommands {
    private final Engine engine;

    ConsumerCommands(Engine engine) {
        this.engine = engine;
    }

    @Nullable
    Refusal open(ClientSession session, SessionCommand.OpenConsumer command) {
        Refusal refusal = check(session, command);
        if (refusal != null) {
            return refusal;
        }
        String text = command.selector();
        Selector selector = null;
        if (text != null) {
            try {
                selector = engine.selectors().parsed(text);
            } catch (SelectorSyntaxException malformed) {
                return new Refusal(ErrorCode.SELECTOR, Objects.requireNonNull(malformed.getMessage()));
            }
        }
        return switch (command.consumerKind()) {
            case QUEUE -> openOnQueue(session, command, selector);
            case TOPIC -> openOnTopic(session, command);
            case DURABLE -> openDurable(session, command);
            default ->
                new Refusal(
                        ErrorCode.UNSUPPORTED,
                        "Consumers of the kind " + command.consumerKind() + " are not supported yet.");
        };
    }

    @Nullable
    Refusal close(ClientSession session, SessionCommand.CloseConsumer command) {
        Consumer consumer = session.consumer(command.consumer());
        if (consumer != null) {
            close(session, consumer, command.held());
        }
        return null;
    }

    /** Ends a consumer: what the application has not seen returns, what it holds stays with the session. */
    void close(ClientSession session, Consumer consumer, List<DeliveryName> held) {
        engine.dispatcher().remove(consumer);
        session.remove(consumer);
        Set<DeliveryName> kept = new HashSet<>(held);
        List<Delivery> unseen = session.inFlight().of(consumer).stream()
                .filter(delivery -> !kept.contains(delivery.name()))
                .toList();
        engine.dispatcher().giveBack(unseen);
        if (consumer.queue() >= QueueState.VOLATILE_FROM) {
            Facts facts = new Facts();
            facts.applyOnly(new Event.QueueDeleted(consumer.queue()));
            session.record(facts);
        }
    }

    @Nullable
    Refusal unsubscribe(ClientSession session, SessionCommand.Unsubscribe command) {
        SubscriptionKey key =
                new SubscriptionKey(session.connection().clientIdentifier(), command.subscription(), true);
        QueueState queue = engine.state().subscription(key);
        if (queue == null) {
            return new Refusal(
                    ErrorCode.DESTINATION,
                    "There is no durable subscription " + command.subscription() + " for client identifier "
                            + key.clientIdentifier() + ".");
        }
        boolean[] held = new boolean[1];
        queue.forEach(entry -> held[0] |= entry.holder() != null);
        if (engine.dispatcher().hasConsumers(queue.number()) || held[0]) {
            return new Refusal(
                    ErrorCode.SUBSCRIPTION,
                    "The durable subscription " + command.subscription()
                            + " has an active consumer or unacknowledged messages; close the consumer and end the"
                            + " transaction first.");
        }
        Facts facts = new Facts();
        facts.journal(new Event.QueueDeleted(queue.number()));
        facts.journal(new Event.SessionAdvanced(session.name(command.sequence(), facts)));
        session.record(facts);
        return null;
    }

    private @Nullable Refusal check(ClientSession session, SessionCommand.OpenConsumer command) {
        Destination destination = command.destination();
        if (session.consumer(command.consumer()) != null) {
            return new Refusal(ErrorCode.PROTOCOL, "Consumer " + command.consumer() + " is open already.");
        }
        if (destination.isTemporary()) {
            return new Refusal(ErrorCode.UNSUPPORTED, "Temporary destinations are not supported yet.");
        }
        if (destination.isQueue() != (command.consumerKind() == ConsumerKind.QUEUE)
                && command.consumerKind() != ConsumerKind.BROWSER) {
            return new Refusal(
                    ErrorCode.DESTINATION,
                    "A consumer of kind " + command.consumerKind() + " cannot read " + destination + ".");
        }
        if (command.noLocal()) {
            return new Refusal(ErrorCode.UNSUPPORTED, "noLocal is not supported yet.");
        }
        String user = session.connection().user();
        if (!engine.authorizer().permits(user, Action.CONSUME, destination)) {
            return new Refusal(ErrorCode.AUTHORIZATION, "User " + user + " may not consume from " + destination + ".");
        }
        return null;
    }

    private @Nullable Refusal openOnQueue(
            ClientSession session, SessionCommand.OpenConsumer command, @Nullable Selector selector) {
        QueueState queue = engine.state().queue(command.destination());
        int number = queue == null ? engine.state().nextQueue() : queue.number();
        if (queue == null) {
            session.record(Facts.of(new Event.QueueCreated(number, command.destination())));
        }
        start(session, new Consumer(command.consumer(), number, session, selector), command.credit());
        return null;
    }

    private @Nullable Refusal openOnTopic(ClientSession session, SessionCommand.OpenConsumer command) {
        int number = engine.state().nextVolatileQueue();
        Facts facts = new Facts();
        facts.applyOnly(new Event.SubscriptionCreated(number, definition(command, null, false)));
        session.record(facts);
        start(session, new Consumer(command.consumer(), number, session, null), command.credit());
        return null;
    }

    private @Nullable Refusal openDurable(ClientSession session, SessionCommand.OpenConsumer command) {
        String clientIdentifier = session.connection().clientIdentifier();
        String name = command.subscription();
        if (clientIdentifier == null || name == null || name.isEmpty()) {
            return new Refusal(
                    ErrorCode.SUBSCRIPTION,
                    "An unshared durable subscription needs a client identifier and a name; set the client identifier"
                            + " on the connection or the factory.");
        }
        SubscriptionDefinition definition = definition(command, clientIdentifier, true);
        QueueState existing = engine.state().subscription(SubscriptionKey.of(definition));
        if (existing != null && engine.dispatcher().hasConsumers(existing.number())) {
            return new Refusal(
                    ErrorCode.SUBSCRIPTION,
                    "The durable subscription " + name + " of client " + clientIdentifier + " is in use.");
        }
        int number;
        if (existing != null && definition.equals(existing.subscription())) {
            number = existing.number();
        } else {
            Facts facts = new Facts();
            if (existing != null) {
                facts.journal(new Event.QueueDeleted(existing.number()));
            }
            number = engine.state().nextQueue();
            facts.journal(new Event.SubscriptionCreated(number, definition));
            session.record(facts);
        }
        start(session, new Consumer(command.consumer(), number, session, null), command.credit());
        return null;
    }

    private static SubscriptionDefinition definition(
            SessionCommand.OpenConsumer command, @Nullable String clientIdentifier, boolean durable) {
        return new SubscriptionDefinition(
                command.destination().name(),
                clientIdentifier,
                durable ? command.subscription() : null,
                command.selector(),
                command.noLocal(),
                durable,
                false);
    }

    private void start(ClientSession session, Consumer consumer, int credit) {
        consumer.grant(credit, false);
        session.add(consumer);
        engine.dispatcher().add(consumer);
    }
}
