package io.chasqui.broker.command;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.Destination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how durable something has to be before anybody may see its consequences: what the policy of its destination says,
 * otherwise what the broker promises. Of several destinations the strongest counts.
 */
public final class DurabilityRule {
    private final BrokerState state;
    private final DestinationPolicies policies;
    private final Durability standard;

    /**
     * A rule over one state.
     *
     * @param state which queue is which destination's
     * @param policies what is set for destinations
     * @param standard for whatever has nothing set, or no destination
     */
    public DurabilityRule(BrokerState state, DestinationPolicies policies, Durability standard) {
        this.state = state;
        this.policies = policies;
        this.standard = standard;
    }

    /** For whatever has no destination. */
    public Durability standard() {
        return standard;
    }

    /** For messages of a queue or subscription, and for what happens to them. */
    public Durability of(QueueState queue) {
        Durability own = queue.policy(policies).durability();
        return own == null ? standard : own;
    }

    /**
     * For an event that is not applied yet.
     *
     * @return null if it is about no destination
     */
    public @Nullable Durability of(Event event) {
        return switch (event.kind()) {
            case MESSAGE_ACCEPTED -> strongest(((Event.MessageAccepted) event).targets());
            case DELIVERIES_ACKNOWLEDGED -> strongest(((Event.DeliveriesAcknowledged) event).deliveries());
            case DELIVERIES_RELEASED -> strongest(((Event.DeliveriesReleased) event).deliveries());
            case MESSAGES_EXPIRED -> strongest(((Event.MessagesExpired) event).messages());
            case MESSAGES_DEAD_LETTERED -> strongest(((Event.MessagesDeadLettered) event).messages());
            case MESSAGES_DROPPED -> strongest(((MessagesDropped) event).messages());
            case DELIVERIES_EXPOSED -> strongest(((Event.DeliveriesExposed) event).messages());
            case MESSAGE_ANNOTATED ->
                ofQueue(((Event.MessageAnnotated) event).message().queue());
            case HORIZON_RAISED -> ofQueue(((Event.HorizonRaised) event).queue());
            case EXPOSURE_SETTLED -> ofQueue(((Event.ExposureSettled) event).queue());
            case QUEUE_DELETED -> ofQueue(((Event.QueueDeleted) event).queue());
            case QUEUE_CREATED -> ofDestination(((Event.QueueCreated) event).destination());
            case SUBSCRIPTION_CREATED ->
                ofDestination(Destination.topic(
                        ((Event.SubscriptionCreated) event).subscription().topic()));
            case BRANCH_PREPARED -> ofBranch((Event.BranchPrepared) event);
            case WATERMARK_NOTED, MESSAGE_MOVED, BRANCH_SEND_MOVED -> Durability.MEMORY;
            default -> null;
        };
    }

    /** The stronger one of two, of which each may be missing. */
    public static @Nullable Durability stronger(@Nullable Durability one, @Nullable Durability other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private @Nullable Durability strongest(List<Target> targets) {
        Durability strongest = null;
        int last = 0;
        for (Target target : targets) {
            if (target.queue() != last) {
                last = target.queue();
                strongest = stronger(strongest, ofQueue(last));
            }
            if (strongest == Durability.DISK) {
                break;
            }
        }
        return strongest;
    }

    private @Nullable Durability ofQueue(int number) {
        QueueState queue = state.queue(number);
        return queue == null ? null : of(queue);
    }

    private Durability ofDestination(Destination destination) {
        Durability own = policies.of(destination).durability();
        return own == null ? standard : own;
    }

    private @Nullable Durability ofBranch(Event.BranchPrepared prepared) {
        Durability strongest = strongest(prepared.deliveries());
        for (BranchSend send : prepared.sends()) {
            strongest = stronger(strongest, ofDestination(send.destination()));
        }
        return strongest;
    }
}
