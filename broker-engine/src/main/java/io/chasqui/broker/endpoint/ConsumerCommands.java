package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.selector.SelectorSyntaxException;
import io.chasqui.broker.state.QueueState;
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

/** Consumers come and go, and with them queues and, by {@link SubscriptionCommands}, subscriptions. */
final class ConsumerCommands {
    private final Engine engine;
    private final SubscriptionCommands subscriptions;
    private final Permissions permissions;

    ConsumerCommands(Engine engine, SubscriptionCommands subscriptions) {
        this.engine = engine;
        this.subscriptions = subscriptions;
        this.permissions = new Permissions(engine);
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
            case TOPIC -> {
                subscriptions.openPlain(session, command);
                yield null;
            }
            case DURABLE -> subscriptions.openDurable(session, command);
            case SHARED -> subscriptions.openShared(session, command, false);
            case SHARED_DURABLE -> subscriptions.openShared(session, command, true);
            case BROWSER -> openOnQueue(session, command, selector);
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
        subscriptions.closed(consumer);
    }

    private @Nullable Refusal check(ClientSession session, SessionCommand.OpenConsumer command) {
        Destination destination = command.destination();
        if (session.consumer(command.consumer()) != null) {
            return new Refusal(ErrorCode.PROTOCOL, "Consumer " + command.consumer() + " is open already.");
        }
        Refusal refusal = engine.temporaries().refuseConsumer(session.connection(), destination);
        if (refusal != null) {
            return refusal;
        }
        boolean browses = command.consumerKind() == ConsumerKind.BROWSER;
        if (destination.isQueue() != (browses || command.consumerKind() == ConsumerKind.QUEUE)) {
            return new Refusal(
                    ErrorCode.DESTINATION,
                    "A consumer of kind " + command.consumerKind() + " cannot read " + destination + ".");
        }
        return permissions.check(session, browses ? Action.BROWSE : Action.CONSUME, destination);
    }

    private @Nullable Refusal openOnQueue(
            ClientSession session, SessionCommand.OpenConsumer command, @Nullable Selector selector) {
        QueueState queue = engine.state().queue(command.destination());
        int number = queue == null ? engine.state().nextQueue() : queue.number();
        if (queue == null) {
            Refusal forbidden = permissions.check(session, Action.CREATE, command.destination());
            if (forbidden != null) {
                return forbidden;
            }
            session.record(Facts.of(new Event.QueueCreated(number, command.destination())));
        }
        Consumer consumer = command.consumerKind() == ConsumerKind.BROWSER
                ? Consumer.browser(command.consumer(), number, session, selector)
                : new Consumer(command.consumer(), number, session, selector);
        start(session, consumer, command.credit());
        return null;
    }

    private void start(ClientSession session, Consumer consumer, int credit) {
        consumer.grant(credit, false);
        session.add(consumer);
        engine.dispatcher().add(consumer);
    }
}
