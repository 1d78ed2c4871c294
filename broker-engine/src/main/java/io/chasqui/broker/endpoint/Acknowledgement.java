package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Targets;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.frame.DeliveryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Deliveries that a client names, looked up: those the session has, by whether the journal keeps them, and how many it
 * has no more. Messages of non-durable subscriptions that ended meanwhile are not missed.
 *
 * @param durable messages that the journal keeps
 * @param unforced volatile messages
 * @param missing how many the session does not have
 */
record Acknowledgement(List<Target> durable, List<Target> unforced, int missing) {
    static Acknowledgement of(ClientSession session, List<DeliveryName> names) {
        List<Target> durable = new ArrayList<>(names.size());
        List<Target> unforced = new ArrayList<>(0);
        int missing = 0;
        for (DeliveryName name : names) {
            Delivery delivery = session.inFlight().find(name);
            if (delivery != null) {
                (delivery.entry().isVolatile() ? unforced : durable).add(new Target(name.queue(), name.sequence()));
            } else if (name.queue() < QueueState.VOLATILE_FROM) {
                missing++;
            }
        }
        return new Acknowledgement(durable, unforced, missing);
    }

    /** All of these deliveries. */
    static Acknowledgement of(Collection<Delivery> deliveries) {
        List<Target> durable = new ArrayList<>(deliveries.size());
        List<Target> unforced = new ArrayList<>(0);
        for (Delivery delivery : deliveries) {
            Target target = new Target(delivery.name().queue(), delivery.name().sequence());
            (delivery.entry().isVolatile() ? unforced : durable).add(target);
        }
        return new Acknowledgement(durable, unforced, 0);
    }

    /** Adds the facts of acknowledging them. */
    void addTo(Facts facts, CommandName command) {
        for (List<Target> slice : Targets.inSlices(durable)) {
            facts.journal(new Event.DeliveriesAcknowledged(command, slice));
        }
        if (!unforced.isEmpty()) {
            facts.applyOnly(new Event.DeliveriesAcknowledged(CommandName.NONE, unforced));
        }
    }

    /** Adds the facts of giving them back, counted. */
    void releaseTo(Facts facts, CommandName command) {
        for (List<Target> slice : Targets.inSlices(durable)) {
            facts.journal(new Event.DeliveriesReleased(command, slice));
        }
        if (!unforced.isEmpty()) {
            facts.applyOnly(new Event.DeliveriesReleased(CommandName.NONE, unforced));
        }
    }
}
