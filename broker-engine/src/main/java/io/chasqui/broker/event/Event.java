package io.chasqui.broker.event;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact. Events are decided from commands, appended to the journal and applied to the state; after a restart the same
 * events give the same state. Everything an applier needs is a field: time, identifiers, the subscriptions a message
 * goes to. Events about volatile queues and messages are applied without being journalled.
 */
public sealed interface Event {
    /** Which event this is. */
    EventKind kind();

    /**
     * A broker has opened the journal: what may have been delivered before counts as delivered.
     *
     * @param epoch counts the starts
     */
    record BrokerStarted(int epoch) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BROKER_STARTED;
        }
    }

    /**
     * A queue exists. Applying it again changes nothing.
     *
     * @param queue its number
     * @param destination its name
     */
    record QueueCreated(int queue, Destination destination) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.QUEUE_CREATED;
        }
    }

    /**
     * A subscription exists. Applying it again changes nothing.
     *
     * @param queue its number
     * @param subscription what it is
     */
    record SubscriptionCreated(int queue, SubscriptionDefinition subscription) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SUBSCRIPTION_CREATED;
        }
    }

    /**
     * A queue or subscription is gone with all it held.
     *
     * @param queue its number
     */
    record QueueDeleted(int queue) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.QUEUE_DELETED;
        }
    }

    /**
     * A session has got a duplicate window.
     *
     * @param session number of the window
     * @param keyHigh upper half of the session's key
     * @param keyLow lower half of the session's key
     */
    record SessionRegistered(int session, long keyHigh, long keyLow) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SESSION_REGISTERED;
        }
    }

    /**
     * A session's duplicate window has moved on.
     *
     * @param command the last decided command
     */
    record SessionAdvanced(CommandName command) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SESSION_ADVANCED;
        }
    }

    /**
     * A command was refused; a repeat gets the same answer.
     *
     * @param command which one
     * @param code why
     * @param text why, for people
     */
    record CommandRefused(CommandName command, ErrorCode code, String text) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.COMMAND_REFUSED;
        }
    }

    /**
     * A session's duplicate window has ended.
     *
     * @param session number of the window
     */
    record SessionEnded(int session) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SESSION_ENDED;
        }
    }

    /**
     * Part of a message lies in the journal. It changes no state: a later {@link MessageAccepted} names its place, and
     * without one the bytes are dead.
     *
     * @param bytes the array that holds the part
     * @param offset first byte
     * @param length number of bytes, up to 1 MiB
     */
    record PayloadStaged(byte[] bytes, int offset, int length) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.PAYLOAD_STAGED;
        }
    }

    /**
     * A message has been accepted.
     *
     * @param command the send or commit that brought it
     * @param targets where it goes
     * @param priority 0 to 9
     * @param expirationMillis broker time, 0 for never
     * @param deliveryTimeMillis broker time before which it is not delivered, 0 for at once
     * @param payload the sealed message, inline or at its places
     */
    record MessageAccepted(
            CommandName command,
            List<Target> targets,
            int priority,
            long expirationMillis,
            long deliveryTimeMillis,
            Payload payload)
            implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_ACCEPTED;
        }
    }

    /**
     * A message lies elsewhere now: its bytes were copied so that the segment where they were can go. Whoever is not there
     * any more does not come back by it.
     *
     * @param messages which, in all queues and subscriptions that still have it
     * @param payload the sealed message, inline or at its new places
     */
    record MessageMoved(List<Target> messages, Payload payload) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_MOVED;
        }
    }

    /**
     * Deliveries have been acknowledged; the messages are gone from those queues.
     *
     * @param command the acknowledgement or commit
     * @param deliveries which
     */
    record DeliveriesAcknowledged(CommandName command, List<Target> deliveries) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DELIVERIES_ACKNOWLEDGED;
        }
    }

    /**
     * Deliveries have come back unacknowledged and count.
     *
     * @param command the rollback or release, or none for a lost session
     * @param deliveries which
     */
    record DeliveriesReleased(CommandName command, List<Target> deliveries) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DELIVERIES_RELEASED;
        }
    }

    /**
     * Messages have expired; they are gone from those queues.
     *
     * @param messages which
     */
    record MessagesExpired(List<Target> messages) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGES_EXPIRED;
        }
    }

    /**
     * Messages up to a sequence may be delivered from now on.
     *
     * @param queue which queue or subscription
     * @param sequence the last such message
     */
    record HorizonRaised(int queue, long sequence) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.HORIZON_RAISED;
        }
    }

    /**
     * Messages may be delivered although they lie beyond the horizon.
     *
     * @param messages which
     */
    record DeliveriesExposed(List<Target> messages) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DELIVERIES_EXPOSED;
        }
    }

    /**
     * A clean stop: of one queue exactly these messages have been delivered and not acknowledged.
     *
     * @param queue which queue or subscription
     * @param sequences the messages
     */
    record ExposureSettled(int queue, List<Long> sequences) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.EXPOSURE_SETTLED;
        }
    }

    /**
     * The broker has added something to a message, which travels beside it.
     *
     * @param message which
     * @param annotations a property block
     */
    record MessageAnnotated(Target message, byte[] annotations) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_ANNOTATED;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof MessageAnnotated that
                    && message.equals(that.message)
                    && Arrays.equals(annotations, that.annotations);
        }

        @Override
        public int hashCode() {
            return message.hashCode();
        }
    }

    /**
     * Messages have failed too often: they are gone from those queues. Copies of them have been accepted by dead-letter
     * queues in the same batch.
     *
     * @param command the rollback or release, or none for a lost session
     * @param messages which
     */
    record MessagesDeadLettered(CommandName command, List<Target> messages) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGES_DEAD_LETTERED;
        }
    }

    /** Events about how much queues hold, and what had to go because of that. */
    sealed interface OfAmounts extends Event permits MessagesDropped, QueueMeasured {}

    /** Events about what prepared branches hold. */
    sealed interface OfBranches extends Event permits BranchSendMoved {}

    /**
     * Counters of a queue, at the head of a segment.
     *
     * @param queue which queue or subscription
     * @param nextSequence the number the next message gets at least
     * @param horizon its delivery horizon
     * @param enqueued messages accepted so far
     * @param acknowledged messages acknowledged so far
     * @param expired messages expired so far
     * @param deadLettered messages that went to a dead-letter queue so far
     */
    record QueueCounted(
            int queue,
            long nextSequence,
            long horizon,
            long enqueued,
            long acknowledged,
            long expired,
            long deadLettered)
            implements Event {
        @Override
        public EventKind kind() {
            return EventKind.QUEUE_COUNTED;
        }
    }

    /**
     * A transaction branch is prepared, or a part of it: the parts of one branch are in one batch or chain. A part that
     * is known already changes nothing.
     *
     * @param command the prepare
     * @param head which one it is
     * @param part counts the parts from 0
     * @param last whether this part completes it
     * @param sends the persistent messages it sends
     * @param deliveries the persistent messages it has consumed; nobody else gets them from now on
     */
    record BranchPrepared(
            CommandName command,
            BranchHead head,
            int part,
            boolean last,
            List<BranchSend> sends,
            List<Target> deliveries)
            implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BRANCH_PREPARED;
        }
    }

    /**
     * A prepared branch is over. Beside it stand the events of what it did: messages accepted and deliveries acknowledged,
     * or deliveries released. What it still holds is free.
     *
     * @param command the commit, rollback or forget
     * @param branch its number
     */
    record BranchEnded(CommandName command, int branch) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BRANCH_ENDED;
        }
    }

    /**
     * A prepared branch was decided without its manager, which is to be told. Beside it stand the events of what it did.
     *
     * @param branch its number
     * @param committed whether it was committed, not rolled back
     */
    record BranchDecided(int branch, boolean committed) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BRANCH_DECIDED;
        }
    }

    /**
     * The broker has got what tells it from all others, for good.
     *
     * @param high upper half
     * @param low lower half
     */
    record BrokerIdentified(long high, long low) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BROKER_IDENTIFIED;
        }
    }

    /** Nothing but the watermark of its batch. */
    record WatermarkNoted() implements Event {
        @Override
        public EventKind kind() {
            return EventKind.WATERMARK_NOTED;
        }
    }

    /**
     * What a subscription is (Jakarta Messaging 3.1 §4.2).
     *
     * @param topic the topic
     * @param clientIdentifier the client identifier that owns it, or null
     * @param name its name, or null for an unshared non-durable one
     * @param selector message selector or null
     * @param noLocal whether messages of the same connection are left out
     * @param durable whether it outlives its consumers and the broker
     * @param shared whether it may have many consumers
     */
    record SubscriptionDefinition(
            String topic,
            @Nullable String clientIdentifier,
            @Nullable String name,
            @Nullable String selector,
            boolean noLocal,
            boolean durable,
            boolean shared) {}
}
