package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.EventSink;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.DeclareTemporary;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The temporary destinations and the connections that own them (Jakarta Messaging 3.1 §6.2.2). Whoever knows the name of
 * one may send to it; only its owner may consume, and it goes with its owner. Nothing of it is journalled.
 *
 * <p>Belongs to the baton's holder.
 */
public final class TemporaryDestinations {
    private final BrokerState state;
    private final EventSink sink;
    private final Dispatcher dispatcher;
    private final Map<Destination, ClientConnection> owners = new HashMap<>();

    /**
     * No temporary destinations yet.
     *
     * @param state what the broker remembers
     * @param sink where facts go
     * @param dispatcher who gets which message
     */
    public TemporaryDestinations(BrokerState state, EventSink sink, Dispatcher dispatcher) {
        this.state = state;
        this.sink = sink;
        this.dispatcher = dispatcher;
    }

    /** How many there are. */
    public int size() {
        return owners.size();
    }

    /** Makes a temporary destination, unless the connection has it already. */
    void declare(ClientConnection connection, Destination destination) {
        if (!destination.isTemporary() || !destination.isWellNamed()) {
            throw new ProtocolViolationException("A temporary destination whose name begins with "
                    + Destination.TEMPORARY_PREFIX + " is expected but " + destination + " was declared.");
        }
        ClientConnection owner = owners.get(destination);
        if (owner == connection) {
            return;
        }
        if (owner != null) {
            throw new ProtocolViolationException("The " + destination + " belongs to another connection.");
        }
        if (connection.temporaries().size() >= DeclareTemporary.LIMIT) {
            throw new ProtocolViolationException(
                    "A connection may have at most " + DeclareTemporary.LIMIT + " temporary destinations at a time.");
        }
        owners.put(destination, connection);
        connection.temporaries().add(destination);
        if (destination.isQueue()) {
            Facts facts = new Facts();
            facts.applyOnly(new Event.QueueCreated(state.nextVolatileQueue(), destination));
            sink.record(facts);
        }
    }

    /** Deletes a temporary destination; null if it is gone. */
    @Nullable
    Refusal delete(ClientConnection connection, Destination destination) {
        ClientConnection owner = owners.get(destination);
        if (owner == null) {
            return null;
        }
        if (owner != connection) {
            return new Refusal(
                    ErrorCode.DESTINATION,
                    "The " + destination + " belongs to another connection, which alone may delete it.");
        }
        if (isConsumed(destination)) {
            return new Refusal(
                    ErrorCode.SUBSCRIPTION,
                    "The " + destination + " has an open consumer: close it before deleting the destination.");
        }
        remove(destination);
        connection.temporaries().remove(destination);
        return null;
    }

    /** A connection is gone, and with it what it owned. */
    void forget(ClientConnection connection) {
        List<Destination> owned = new ArrayList<>(connection.temporaries());
        connection.temporaries().clear();
        owned.forEach(this::remove);
    }

    /** Why nobody can send there; null if everybody can, or the destination is not temporary. */
    @Nullable
    Refusal refuseSend(Destination destination) {
        if (!destination.isTemporary()) {
            return refuseName(destination);
        }
        return owners.containsKey(destination) ? null : unknown(destination);
    }

    /** Why a connection cannot consume from there; null if it can, or the destination is not temporary. */
    @Nullable
    Refusal refuseConsumer(ClientConnection connection, Destination destination) {
        if (!destination.isTemporary()) {
            return refuseName(destination);
        }
        ClientConnection owner = owners.get(destination);
        if (owner == null) {
            return unknown(destination);
        }
        return owner == connection
                ? null
                : new Refusal(
                        ErrorCode.DESTINATION,
                        "The " + destination + " belongs to another connection, which alone may consume from it.");
    }

    private static @Nullable Refusal refuseName(Destination destination) {
        return destination.isWellNamed()
                ? null
                : new Refusal(
                        ErrorCode.DESTINATION,
                        "Names that begin with " + Destination.TEMPORARY_PREFIX
                                + " are kept for temporary destinations; the " + destination + " is none.");
    }

    private static Refusal unknown(Destination destination) {
        return new Refusal(
                ErrorCode.DESTINATION,
                "The " + destination + " does not exist any more: it was deleted, or its connection was closed.");
    }

    private boolean isConsumed(Destination destination) {
        QueueState queue = state.queue(destination);
        if (queue != null) {
            return dispatcher.hasConsumers(queue.number());
        }
        return !state.subscriptions(destination.name()).isEmpty();
    }

    private void remove(Destination destination) {
        owners.remove(destination);
        QueueState queue = state.queue(destination);
        if (queue != null) {
            Facts facts = new Facts();
            facts.applyOnly(new Event.QueueDeleted(queue.number()));
            sink.record(facts);
        }
    }
}
