package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.SubscriptionKey;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.Destination;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The four kinds of subscriptions (Jakarta Messaging 3.1 §8.3) come and go. Each is one queue; a shared one has many
 * consumers on it. Selectors are applied when messages are routed, so the consumers themselves have none.
 */
final class SubscriptionCommands {
    private final Engine engine;
    private final Permissions permissions;

    SubscriptionCommands(Engine engine) {
        this.engine = engine;
        this.permissions = new Permissions(engine);
    }

    /** A subscription without a name, for this consumer alone. */
    void openPlain(ClientSession session, SessionCommand.OpenConsumer command) {
        SubscriptionDefinition definition = new SubscriptionDefinition(
                topic(command), null, null, command.selector(), command.noLocal(), false, false);
        start(session, command, createVolatile(session, definition));
    }

    /** An unshared durable subscription: one consumer at a time, owned by a client identifier. */
    @Nullable
    Refusal openDurable(ClientSession session, SessionCommand.OpenConsumer command) {
        String clientIdentifier = session.connection().clientIdentifier();
        String name = command.subscription();
        if (clientIdentifier == null || name == null || name.isEmpty()) {
            return new Refusal(
                    ErrorCode.SUBSCRIPTION,
                    "An unshared durable subscription needs a client identifier and a name; set the client identifier"
                            + " on the connection or the factory.");
        }
        SubscriptionDefinition definition = new SubscriptionDefinition(
                topic(command), clientIdentifier, name, command.selector(), command.noLocal(), true, false);
        QueueState existing = engine.state().subscription(SubscriptionKey.of(definition));
        if (existing != null && engine.dispatcher().hasConsumers(existing.number())) {
            return new Refusal(ErrorCode.SUBSCRIPTION, "The " + described(definition) + " is in use.");
        }
        return openDurable(session, command, definition, existing);
    }

    /** A shared subscription, durable or not: any number of consumers that take turns. */
    @Nullable
    Refusal openShared(ClientSession session, SessionCommand.OpenConsumer command, boolean durable) {
        String name = command.subscription();
        if (name == null || name.isEmpty()) {
            return new Refusal(ErrorCode.SUBSCRIPTION, "A shared subscription needs a name but has none.");
        }
        String clientIdentifier = session.connection().clientIdentifier();
        SubscriptionDefinition definition = new SubscriptionDefinition(
                topic(command), clientIdentifier, name, command.selector(), false, durable, true);
        QueueState existing = engine.state().subscription(SubscriptionKey.of(definition));
        if (durable) {
            return openDurable(session, command, definition, existing);
        }
        if (existing != null && definition.equals(existing.subscription())) {
            start(session, command, existing.number());
            return null;
        }
        if (existing != null && engine.leaving().inUse(existing)) {
            return different(definition, existing);
        }
        if (existing != null) {
            engine.leaving().end(existing);
        }
        start(session, command, createVolatile(session, definition));
        return null;
    }

    /** Joins a durable subscription, or makes it, or makes it anew if it was another one that nobody uses. */
    private @Nullable Refusal openDurable(
            ClientSession session,
            SessionCommand.OpenConsumer command,
            SubscriptionDefinition wanted,
            @Nullable QueueState existing) {
        SubscriptionDefinition found = existing == null ? null : existing.subscription();
        if (existing == null || found == null) {
            Refusal forbidden = permissions.check(session, Action.CREATE, command.destination());
            if (forbidden == null) {
                start(session, command, create(session, wanted, new Facts()));
            }
            return forbidden;
        }
        if (found.shared() != wanted.shared()) {
            return otherKind(found);
        }
        if (found.equals(wanted)) {
            start(session, command, existing.number());
            return null;
        }
        if (engine.leaving().inUse(existing)) {
            return different(wanted, existing);
        }
        Refusal forbidden = checkReplacing(session, existing, command.destination());
        if (forbidden != null) {
            return forbidden;
        }
        Facts facts = new Facts();
        facts.journal(new Event.QueueDeleted(existing.number()));
        start(session, command, create(session, wanted, facts));
        return null;
    }

    /** A new subscription may take the place of an old one, which must not be taken from somebody else. */
    private @Nullable Refusal checkReplacing(ClientSession session, QueueState existing, Destination destination) {
        Refusal forbidden = permissions.check(session, Action.CONSUME, existing.destination());
        return forbidden == null ? permissions.check(session, Action.CREATE, destination) : forbidden;
    }

    /** Ends the durable subscription of this name and the session's client identifier, shared or not. */
    @Nullable
    Refusal unsubscribe(ClientSession session, SessionCommand.Unsubscribe command) {
        String clientIdentifier = session.connection().clientIdentifier();
        QueueState queue =
                engine.state().subscription(new SubscriptionKey(clientIdentifier, command.subscription(), true));
        if (queue == null) {
            return new Refusal(
                    ErrorCode.DESTINATION,
                    "There is no durable subscription " + command.subscription() + owner(clientIdentifier) + ".");
        }
        Refusal forbidden = permissions.check(session, Action.CONSUME, queue.destination());
        if (forbidden != null) {
            return forbidden;
        }
        if (engine.leaving().inUse(queue)) {
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

    /** A consumer is gone: a non-durable subscription ends with the last one, and with the messages that it got. */
    void closed(Consumer consumer) {
        QueueState queue = engine.state().queue(consumer.queue());
        if (queue == null || queue.subscription() == null) {
            return;
        }
        if (queue.isVolatile() && !engine.dispatcher().hasConsumers(queue.number())) {
            engine.leaving().lastConsumerClosed(queue);
        }
    }

    private int create(ClientSession session, SubscriptionDefinition definition, Facts facts) {
        int number = engine.state().nextQueue();
        facts.journal(new Event.SubscriptionCreated(number, definition));
        session.record(facts);
        return number;
    }

    private int createVolatile(ClientSession session, SubscriptionDefinition definition) {
        int number = engine.state().nextVolatileQueue();
        Facts facts = new Facts();
        facts.applyOnly(new Event.SubscriptionCreated(number, definition));
        session.record(facts);
        return number;
    }

    private void start(ClientSession session, SessionCommand.OpenConsumer command, int queue) {
        Consumer consumer = new Consumer(command.consumer(), queue, session, null);
        consumer.grant(command.credit(), false);
        session.add(consumer);
        engine.dispatcher().add(consumer);
    }

    private static Refusal otherKind(SubscriptionDefinition found) {
        String kind = found.shared() ? "shared" : "unshared";
        String other = found.shared() ? "unshared" : "shared";
        return new Refusal(
                ErrorCode.SUBSCRIPTION,
                "The " + described(found) + " exists and is " + kind
                        + ": a durable subscription of the same name cannot be " + other
                        + ". Use another name or unsubscribe first.");
    }

    private static Refusal different(SubscriptionDefinition wanted, QueueState existing) {
        SubscriptionDefinition found = Objects.requireNonNull(existing.subscription(), "subscription definition");
        return new Refusal(
                ErrorCode.SUBSCRIPTION,
                "The " + described(wanted) + " is in use for topic " + found.topic() + " with "
                        + selector(found.selector()) + "; it cannot be used for topic " + wanted.topic() + " with "
                        + selector(wanted.selector()) + " until all its consumers are closed and its messages"
                        + " acknowledged.");
    }

    private static String described(SubscriptionDefinition definition) {
        String kind = definition.durable() ? "durable subscription " : "shared subscription ";
        return kind + definition.name() + owner(definition.clientIdentifier());
    }

    private static String owner(@Nullable String clientIdentifier) {
        return clientIdentifier == null ? " without client identifier" : " of client " + clientIdentifier;
    }

    private static String selector(@Nullable String text) {
        return text == null ? "no selector" : "selector " + text;
    }

    private static String topic(SessionCommand.OpenConsumer command) {
        return command.destination().name();
    }
}
