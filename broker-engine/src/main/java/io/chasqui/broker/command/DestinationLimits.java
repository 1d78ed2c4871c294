package io.chasqui.broker.command;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.Destination;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says whether destinations have room. A message of an open transaction takes its room when it is staged, so that a commit
 * never fails for a limit, and keeps it until the transaction has ended. A restart forgets what open transactions have taken,
 * together with them; what prepared branches are to send keeps its room.
 *
 * <p>A topic itself holds nothing: its limit counts for each of its subscriptions, and the fullest one that wants the
 * message decides.
 */
public final class DestinationLimits {
    private final BrokerState state;
    private final DestinationPolicies policies;
    private final boolean limited;
    private final Eviction eviction;
    private final Map<Destination, Room> staged = new HashMap<>();

    /**
     * Limits over one state.
     *
     * @param state what is there
     * @param policies what is set for destinations
     */
    public DestinationLimits(BrokerState state, DestinationPolicies policies) {
        this.state = state;
        this.policies = policies;
        this.limited = policies.isLimited();
        this.eviction = new Eviction(state, policies);
        for (BranchState prepared : state.branches().all()) {
            prepared.sends().forEach(send -> take(send.destination(), send.payload()));
        }
    }

    /** Whether a message of this size would be too much for the destination, as far as can be said without reading it. */
    public boolean full(Destination destination, int messageBytes) {
        if (!limited) {
            return false;
        }
        Room more = room(destination).plus(1, messageBytes);
        if (destination.isQueue()) {
            QueueState queue = state.queue(destination);
            return queue == null ? limit(destination).exceeded(more.messages, more.bytes) : full(queue, more);
        }
        for (QueueState subscription : state.subscriptions(destination.name())) {
            if (full(subscription, more)) {
                return true;
            }
        }
        return false;
    }

    private boolean full(QueueState queue, Room more) {
        DestinationLimit limit = queue.policy(policies).limit();
        return limit.exceeded(
                queue.counters().present() + more.messages, queue.counters().presentBytes() + more.bytes);
    }

    /**
     * What stands in the way of a message.
     *
     * @param own what its transaction sends besides
     * @param wants which subscriptions of a topic want it
     * @return null if nothing does
     */
    public @Nullable Obstacle obstacle(
            Destination destination, int messageBytes, Collection<Routable> own, Predicate<QueueState> wants) {
        DestinationLimit limit = limit(destination);
        Room mine = Room.of(own, destination).plus(1, messageBytes);
        boolean hopeless = limit.exceeded(mine.messages, mine.bytes);
        if (destination.isQueue()) {
            QueueState queue = state.queue(destination);
            return queue == null
                    ? obstacle(destination.toString(), limit, room(destination), messageBytes, hopeless)
                    : obstacle(queue, messageBytes, hopeless);
        }
        Obstacle fullest = null;
        Room more = room(destination).plus(1, messageBytes);
        for (QueueState subscription : state.subscriptions(destination.name())) {
            if (full(subscription, more) && wants.test(subscription)) {
                Obstacle obstacle = obstacle(subscription, messageBytes, hopeless);
                boolean fuller = fullest == null || (obstacle != null && obstacle.messages() > fullest.messages());
                fullest = fuller ? obstacle : fullest;
            }
        }
        return fullest;
    }

    private @Nullable Obstacle obstacle(QueueState queue, int messageBytes, boolean hopeless) {
        Room present = new Room(queue.counters().present(), queue.counters().presentBytes());
        Room taken = room(queue.destination()).plus(present.messages, present.bytes);
        DestinationLimit limit = queue.policy(policies).limit();
        if (limit.whenFull() == WhenFull.DROP_OLDEST && !hopeless) {
            boolean possible = eviction.possible(queue, taken, messageBytes);
            return possible ? null : obstacle(holder(queue), limit, taken, messageBytes, false);
        }
        return obstacle(holder(queue), limit, taken, messageBytes, hopeless);
    }

    private static @Nullable Obstacle obstacle(
            String holder, DestinationLimit limit, Room taken, int messageBytes, boolean hopeless) {
        return limit.exceeded(taken.messages + 1, taken.bytes + messageBytes)
                ? new Obstacle(holder, limit, taken.messages, taken.bytes, messageBytes, hopeless)
                : null;
    }

    private static String holder(QueueState queue) {
        var subscription = queue.subscription();
        if (subscription == null) {
            return queue.destination().toString();
        }
        String name = subscription.name() == null ? "a subscription" : "subscription " + subscription.name();
        return name + " of " + queue.destination();
    }

    /** How long a send there waits for room, in milliseconds. */
    public long patienceMillis(Destination destination) {
        return limit(destination).blockMillis();
    }

    /** Adds to facts what makes room for what they bring, where the oldest messages are to go for that. */
    public void makeRoom(Facts facts) {
        if (limited) {
            eviction.addTo(facts);
        }
    }

    /** A message has been staged by a transaction. */
    public void stage(Routable message) {
        take(message.destination(), message.payload());
    }

    private void take(Destination destination, Payload payload) {
        if (limited && !limit(destination).isNone()) {
            staged.merge(destination, new Room(1, payload.length()), Room::and);
        }
    }

    /** A message that was staged is committed or forgotten. */
    public void unstage(Routable message) {
        giveBack(message.destination(), message.payload());
    }

    /**
     * A prepared branch is committed or rolled back.
     *
     * @param sends what it was to send; it was staged before, or prepared before the broker's start
     */
    public void ended(Collection<BranchSend> sends) {
        sends.forEach(send -> giveBack(send.destination(), send.payload()));
    }

    private void giveBack(Destination destination, Payload payload) {
        Room taken = limited ? staged.get(destination) : null;
        if (taken != null) {
            Room rest = taken.plus(-1, -payload.length());
            if (rest.messages <= 0) {
                staged.remove(destination);
            } else {
                staged.put(destination, rest);
            }
        }
    }

    private DestinationLimit limit(Destination destination) {
        return policies.of(destination).limit();
    }

    private Room room(Destination destination) {
        return staged.getOrDefault(destination, Room.NONE);
    }

    /** An amount of messages. */
    record Room(long messages, long bytes) {
        static final Room NONE = new Room(0, 0);

        static Room of(Collection<Routable> sends, Destination destination) {
            Room sum = NONE;
            for (Routable send : sends) {
                if (send.destination().equals(destination)) {
                    sum = sum.plus(1, send.payload().length());
                }
            }
            return sum;
        }

        Room plus(long moreMessages, long moreBytes) {
            return new Room(messages + moreMessages, bytes + moreBytes);
        }

        Room and(Room other) {
            return plus(other.messages, other.bytes);
        }
    }
}
