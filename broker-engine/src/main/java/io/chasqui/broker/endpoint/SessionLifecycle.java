package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.state.SessionWindow;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How sessions give back what they hold: rollback, recover, close, and loss. */
final class SessionLifecycle {
    private final Engine engine;
    private final Branches branches;
    private final SendCommands sends;
    private final LargeSends large;
    private final ConsumerCommands consumers;
    private final Redelivery redelivery;

    SessionLifecycle(Engine engine, Branches branches, SendCommands sends, LargeSends large) {
        this.engine = engine;
        this.branches = branches;
        this.sends = sends;
        this.large = large;
        this.consumers = new ConsumerCommands(engine, new SubscriptionCommands(engine));
        this.redelivery = new Redelivery(engine);
    }

    @Nullable
    Refusal rollback(ClientSession session, SessionCommand.Rollback command) {
        sends.forget(session);
        redelivery.giveBack(session, command.seen(), command.sequence());
        session.startEpoch(command.epoch());
        return null;
    }

    @Nullable
    Refusal release(ClientSession session, SessionCommand.Release command) {
        redelivery.giveBack(session, command.seen(), command.sequence());
        session.startEpoch(command.epoch());
        return null;
    }

    @Nullable
    Refusal close(ClientSession session, SessionCommand.CloseSession command) {
        sends.forget(session);
        closeConsumers(session, command.seen());
        redelivery.giveBack(session, command.seen(), command.sequence());
        branches.lost(session);
        SessionWindow window = engine.state().window(session.key());
        if (window != null) {
            // Nobody waits for the end of the window: it does not raise the session's mark.
            engine.sink().record(Facts.of(new Event.SessionEnded(window.number())));
        }
        return null;
    }

    /** The link of a session is lost, and with it what was on its way: a large send will come again from its beginning. */
    void interrupt(ClientSession session) {
        large.forget(session);
    }

    /** Removes a closed session from its connection. */
    void forget(ClientSession session) {
        large.forget(session);
        session.connection().remove(session);
    }

    /** Ends a session whose client is gone but may come back late: nothing it asked for is to be done twice then. */
    void lose(ClientSession session) {
        session.rememberDecisions();
        drop(session);
    }

    /** Ends a session for good: everything it had returns, counted. */
    void drop(ClientSession session) {
        session.waiting().clear();
        sends.forget(session);
        List<DeliveryName> all =
                session.inFlight().all().stream().map(Delivery::name).toList();
        closeConsumers(session, all);
        redelivery.giveBackLost(session);
        branches.lost(session);
        forget(session);
    }

    /** Takes a session's place on a new link: what the application does not hold returns, uncounted. */
    void reattach(ClientSession session, List<DeliveryName> held) {
        Set<DeliveryName> kept = new HashSet<>(held);
        List<Delivery> unseen = session.inFlight().all().stream()
                .filter(delivery -> !kept.contains(delivery.name()))
                .toList();
        engine.dispatcher().giveBack(unseen);
    }

    /** Moves deliveries from another session of the connection to this one. */
    static @Nullable Refusal adopt(ClientSession session, SessionCommand.Adopt command) {
        ClientSession other = session.connection().session(command.fromSession());
        if (other == null || other == session) {
            return null;
        }
        for (DeliveryName name : command.deliveries()) {
            Delivery delivery = other.inFlight().find(name);
            if (delivery != null) {
                other.inFlight().drop(delivery);
                session.inFlight().take(delivery.entry(), null);
            }
        }
        return null;
    }

    private void closeConsumers(ClientSession session, List<DeliveryName> seen) {
        for (Consumer consumer : session.consumers()) {
            consumers.close(session, consumer, seen);
        }
    }
}
