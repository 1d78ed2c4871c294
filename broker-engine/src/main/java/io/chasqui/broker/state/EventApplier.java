package io.chasqui.broker.state;

import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.QueueMeasured;
import io.chasqui.broker.event.Target;
import io.chasqui.protocol.message.Destination;

/**
 * Changes the state by an event: total, deterministic, the same at run time and at recovery. Events about messages,
 * queues and sessions that do not exist any more change nothing: with the oldest segments deleted, replay meets them.
 */
public final class EventApplier {
    private final BrokerState state;
    private final BranchApplier branches;

    /** An applier of one state. */
    public EventApplier(BrokerState state) {
        this.state = state;
        this.branches = new BranchApplier(state);
    }

    /**
     * Applies one event.
     *
     * @param event what happened
     * @param position the batch it is in, 0 when it is known to be on disk
     */
    public void apply(Event event, long position) {
        switch (event.kind()) {
            case MESSAGE_ACCEPTED -> accepted((Event.MessageAccepted) event, position);
            case DELIVERIES_ACKNOWLEDGED -> acknowledged((Event.DeliveriesAcknowledged) event);
            case DELIVERIES_RELEASED -> released((Event.DeliveriesReleased) event, position);
            case MESSAGES_EXPIRED -> expired((Event.MessagesExpired) event);
            case MESSAGES_DEAD_LETTERED -> deadLettered((Event.MessagesDeadLettered) event);
            case MESSAGES_DROPPED -> dropped((MessagesDropped) event);
            case MESSAGE_MOVED -> moved((Event.MessageMoved) event, position);
            case MESSAGE_ANNOTATED -> annotated((Event.MessageAnnotated) event);
            case HORIZON_RAISED -> horizonRaised((Event.HorizonRaised) event, position);
            case DELIVERIES_EXPOSED -> exposed((Event.DeliveriesExposed) event, position);
            case EXPOSURE_SETTLED -> settled((Event.ExposureSettled) event);
            case PAYLOAD_STAGED, WATERMARK_NOTED -> {}
            default -> applyRare(event);
        }
    }

    private void applyRare(Event event) {
        switch (event.kind()) {
            case BROKER_STARTED -> started((Event.BrokerStarted) event);
            case QUEUE_CREATED -> queueCreated((Event.QueueCreated) event);
            case SUBSCRIPTION_CREATED -> subscriptionCreated((Event.SubscriptionCreated) event);
            case QUEUE_DELETED -> queueDeleted((Event.QueueDeleted) event);
            case QUEUE_COUNTED -> counted((Event.QueueCounted) event);
            case QUEUE_MEASURED -> measured((QueueMeasured) event);
            case SESSION_REGISTERED -> sessionRegistered((Event.SessionRegistered) event);
            case SESSION_ADVANCED -> advance(((Event.SessionAdvanced) event).command());
            case COMMAND_REFUSED -> refused((Event.CommandRefused) event);
            case SESSION_ENDED -> sessionEnded((Event.SessionEnded) event);
            case BRANCH_PREPARED -> branchPrepared((Event.BranchPrepared) event);
            case BRANCH_ENDED -> branchEnded((Event.BranchEnded) event);
            case BRANCH_DECIDED -> branches.decided((Event.BranchDecided) event);
            case BRANCH_SEND_MOVED -> branches.sendMoved((BranchSendMoved) event);
            case BROKER_IDENTIFIED -> state.identify((Event.BrokerIdentified) event);
            default -> throw new IllegalStateException("No applier for " + event.kind() + ".");
        }
    }

    private void started(Event.BrokerStarted event) {
        state.startEpoch(event.epoch());
        state.queues().forEach(QueueState::startEpoch);
    }

    private void queueCreated(Event.QueueCreated event) {
        if (state.queue(event.queue()) == null) {
            state.addQueue(state.newQueue(event.queue(), event.destination(), null));
        }
    }

    private void subscriptionCreated(Event.SubscriptionCreated event) {
        if (state.queue(event.queue()) == null) {
            Destination topic = Destination.topic(event.subscription().topic());
            state.addQueue(state.newQueue(event.queue(), topic, event.subscription()));
        }
    }

    private void queueDeleted(Event.QueueDeleted event) {
        QueueState queue = state.queue(event.queue());
        if (queue == null) {
            return;
        }
        queue.changing();
        queue.forEachResident(entry -> remove(queue, entry.sequence()));
        queue.stored().clear();
        state.removeQueue(queue);
    }

    private void counted(Event.QueueCounted event) {
        QueueState queue = state.queue(event.queue());
        if (queue != null) {
            queue.restoreCounters(event);
        }
    }

    private void accepted(Event.MessageAccepted event, long position) {
        state.segments().current().nextMessage();
        for (Target target : event.targets()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null) {
                MessageEntry entry = queue.accept(event, target.sequence(), position);
                state.observer().messageAdded(queue, entry);
            }
        }
        advance(event.command());
    }

    private void acknowledged(Event.DeliveriesAcknowledged event) {
        for (Target target : event.deliveries()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null && remove(queue, target.sequence())) {
                queue.counters().countAcknowledged();
            }
        }
        advance(event.command());
    }

    private void released(Event.DeliveriesReleased event, long position) {
        for (Target target : event.deliveries()) {
            MessageEntry entry = state.find(target.queue(), target.sequence());
            if (entry != null) {
                entry.countRelease();
                entry.positionAt(position);
            }
        }
        advance(event.command());
    }

    private void expired(Event.MessagesExpired event) {
        for (Target target : event.messages()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null && remove(queue, target.sequence())) {
                queue.counters().countExpired();
            }
        }
    }

    private void deadLettered(Event.MessagesDeadLettered event) {
        for (Target target : event.messages()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null && remove(queue, target.sequence())) {
                queue.counters().countDeadLettered();
            }
        }
        advance(event.command());
    }

    private void dropped(MessagesDropped event) {
        for (Target target : event.messages()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null && remove(queue, target.sequence())) {
                queue.counters().countDropped();
            }
        }
    }

    private void measured(QueueMeasured event) {
        QueueState queue = state.queue(event.queue());
        if (queue != null) {
            queue.counters().restore(event);
        }
    }

    private void annotated(Event.MessageAnnotated event) {
        MessageEntry entry = state.find(event.message().queue(), event.message().sequence());
        if (entry != null) {
            entry.annotate(event.annotations());
        }
    }

    private void moved(Event.MessageMoved event, long position) {
        state.segments().current().nextMessage();
        for (Target target : event.messages()) {
            QueueState queue = state.queue(target.queue());
            if (queue != null) {
                queue.move(event, target.sequence(), position);
            }
        }
    }

    private boolean remove(QueueState queue, long sequence) {
        MessageEntry resident = queue.resident(sequence);
        boolean removed = queue.remove(sequence);
        if (resident != null) {
            state.observer().entryRemoved(resident);
            if (resident.holder() != null) { // a branch, which ends by another event
                resident.holdBy(null);
            }
            state.payloads().leave(resident, resident.payload());
        }
        return removed;
    }

    private void horizonRaised(Event.HorizonRaised event, long position) {
        QueueState queue = state.queue(event.queue());
        if (queue != null) {
            queue.raiseHorizon(event.sequence(), position);
        }
    }

    private void exposed(Event.DeliveriesExposed event, long position) {
        for (Target target : event.messages()) {
            MessageEntry entry = state.find(target.queue(), target.sequence());
            if (entry != null) {
                entry.exposeAtNextStart();
                entry.positionAt(position);
            }
        }
    }

    private void settled(Event.ExposureSettled event) {
        QueueState queue = state.queue(event.queue());
        if (queue != null) {
            queue.settle(event.sequences());
        }
    }

    private void sessionRegistered(Event.SessionRegistered event) {
        if (state.window(event.session()) == null) {
            state.addWindow(new SessionWindow(event.session(), new SessionKey(event.keyHigh(), event.keyLow())));
        }
    }

    private void advance(CommandName command) {
        SessionWindow window = state.window(command.session());
        if (window != null) {
            window.advance(command.sequence());
        }
    }

    private void refused(Event.CommandRefused event) {
        SessionWindow window = state.window(event.command().session());
        if (window != null) {
            window.refuse(event);
        }
    }

    private void sessionEnded(Event.SessionEnded event) {
        SessionWindow window = state.window(event.session());
        if (window != null) {
            state.removeWindow(window);
        }
    }

    private void branchPrepared(Event.BranchPrepared event) {
        branches.prepared(event);
        advance(event.command());
    }

    private void branchEnded(Event.BranchEnded event) {
        branches.ended(event);
        advance(event.command());
    }
}
