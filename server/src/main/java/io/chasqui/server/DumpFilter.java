package io.chasqui.server;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.QueueMeasured;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.inspect.KnownQueues;
import io.chasqui.broker.journal.BatchHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events {@code journal dump} shows. */
final class DumpFilter {
    private final KnownQueues queues;
    private final @Nullable String destination;
    private final DumpStart start;

    DumpFilter(KnownQueues queues, @Nullable String destination, DumpStart start) {
        this.queues = queues;
        this.destination = destination;
        this.start = start;
    }

    /** Whether events of a batch may be shown. */
    boolean admits(int segment, BatchHeader header) {
        return start.admits(segment, header);
    }

    /** Whether all events are shown, those about no destination among them. */
    boolean isOpen() {
        return destination == null;
    }

    /** Whether an event is about the destination. */
    boolean admits(Event event) {
        return destination == null
                || switch (event.kind()) {
                    case MESSAGE_ACCEPTED -> any(((Event.MessageAccepted) event).targets());
                    case MESSAGE_MOVED -> any(((Event.MessageMoved) event).messages());
                    case DELIVERIES_ACKNOWLEDGED -> any(((Event.DeliveriesAcknowledged) event).deliveries());
                    case DELIVERIES_RELEASED -> any(((Event.DeliveriesReleased) event).deliveries());
                    case MESSAGES_DEAD_LETTERED -> any(((Event.MessagesDeadLettered) event).messages());
                    case MESSAGES_EXPIRED -> any(((Event.MessagesExpired) event).messages());
                    case MESSAGES_DROPPED -> any(((MessagesDropped) event).messages());
                    case DELIVERIES_EXPOSED -> any(((Event.DeliveriesExposed) event).messages());
                    case MESSAGE_ANNOTATED -> any(List.of(((Event.MessageAnnotated) event).message()));
                    default -> admitsRare(event);
                };
    }

    private boolean admitsRare(Event event) {
        return switch (event.kind()) {
            case BRANCH_PREPARED -> prepared((Event.BranchPrepared) event);
            case QUEUE_CREATED -> is(((Event.QueueCreated) event).queue());
            case SUBSCRIPTION_CREATED -> is(((Event.SubscriptionCreated) event).queue());
            case QUEUE_DELETED -> is(((Event.QueueDeleted) event).queue());
            case QUEUE_COUNTED -> is(((Event.QueueCounted) event).queue());
            case QUEUE_MEASURED -> is(((QueueMeasured) event).queue());
            case HORIZON_RAISED -> is(((Event.HorizonRaised) event).queue());
            case EXPOSURE_SETTLED -> is(((Event.ExposureSettled) event).queue());
            default -> false;
        };
    }

    private boolean prepared(Event.BranchPrepared event) {
        return any(event.deliveries())
                || event.sends().stream()
                        .anyMatch(send -> send.destination().name().equals(destination));
    }

    private boolean any(List<Target> targets) {
        return targets.stream().anyMatch(target -> is(target.queue()));
    }

    private boolean is(int queue) {
        return queues.name(queue).map(name -> name.name().equals(destination)).orElse(false);
    }
}
