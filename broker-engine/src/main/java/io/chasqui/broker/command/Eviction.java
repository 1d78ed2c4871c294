package io.chasqui.broker.command;

import io.chasqui.broker.command.DestinationLimits.Room;
import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the oldest messages of a full queue that nobody has: those go to make room for new ones. What is with a consumer or
 * in a prepared branch stays.
 */
final class Eviction {
    private static final int PRIORITIES = 10;
    private static final int LOOKS = 10_000;

    private final BrokerState state;
    private final DestinationPolicies policies;
    private final boolean evicts;

    Eviction(BrokerState state, DestinationPolicies policies) {
        this.state = state;
        this.policies = policies;
        this.evicts = policies.dropsOldest();
    }

    /**
     * Whether enough can go for a queue to take one more message; where it holds far too much, that is some thousand of
     * the oldest, so that it shrinks with each send.
     *
     * @param taken what the queue holds, open transactions included
     * @param messageBytes size of the message that comes
     */
    boolean possible(QueueState queue, Room taken, int messageBytes) {
        DestinationLimit limit = limit(queue);
        Room wanted = taken.plus(1, messageBytes);
        if (limit.maxBytes() == 0 && queue.held() < LOOKS) {
            long free = queue.counters().present() - queue.held();
            return wanted.messages() - limit.maxMessages() <= free;
        }
        Room left = find(queue, wanted, new ArrayList<>());
        boolean shrinks = left.messages() < taken.messages() && left.bytes() <= taken.bytes();
        return !limit.exceeded(left.messages(), left.bytes()) || (queue.size() > LOOKS && shrinks);
    }

    /** Adds the removal of what has to go for the messages that the facts bring; of too few if there are no more. */
    void addTo(Facts facts) {
        Map<Integer, Room> arriving = evicts ? arriving(facts) : Map.of();
        if (arriving.isEmpty()) {
            return;
        }
        List<MessageEntry> victims = new ArrayList<>();
        arriving.forEach((number, room) -> {
            QueueState queue = state.queue(number);
            if (queue != null) {
                Room after =
                        room.plus(queue.counters().present(), queue.counters().presentBytes());
                Room unused = find(queue, after, victims);
            }
        });
        List<Target> unforced = names(victims, true);
        for (List<Target> durable : Targets.inSlices(names(victims, false))) {
            facts.journal(new MessagesDropped(durable));
        }
        if (!unforced.isEmpty()) {
            facts.applyOnly(new MessagesDropped(unforced));
        }
    }

    /** What the facts add to queues whose oldest messages may go for it, less what they take away there. */
    private Map<Integer, Room> arriving(Facts facts) {
        Map<Integer, Room> arriving = new TreeMap<>();
        for (Event event : facts.all()) {
            if (event instanceof Event.MessageAccepted accepted) {
                accepted.targets().forEach(target -> arrive(target, accepted.payload(), arriving));
            }
        }
        if (arriving.isEmpty()) {
            return arriving;
        }
        for (Event event : facts.all()) {
            if (event instanceof Event.DeliveriesAcknowledged acknowledged) {
                acknowledged.deliveries().forEach(target -> leave(target, arriving));
            }
        }
        return arriving;
    }

    private void arrive(Target target, Payload payload, Map<Integer, Room> arriving) {
        if (drops(target)) {
            arriving.merge(target.queue(), new Room(1, payload.length()), Room::and);
        }
    }

    private void leave(Target target, Map<Integer, Room> arriving) {
        MessageEntry entry =
                arriving.containsKey(target.queue()) ? state.find(target.queue(), target.sequence()) : null;
        if (entry != null) {
            arriving.merge(target.queue(), new Room(-1, -entry.payload().length()), Room::and);
        }
    }

    private boolean drops(Target target) {
        QueueState queue = state.queue(target.queue());
        return queue != null && limit(queue).whenFull() == WhenFull.DROP_OLDEST;
    }

    /**
     * Finds what has to go, among some thousand of the oldest messages.
     *
     * @param victims receives it
     * @return what would be left
     */
    private Room find(QueueState queue, Room wanted, List<MessageEntry> victims) {
        DestinationLimit limit = limit(queue);
        Room left = wanted;
        @Nullable MessageEntry[] heads = new MessageEntry[PRIORITIES];
        for (int priority = 0; priority < PRIORITIES; priority++) {
            heads[priority] = queue.from(priority, 0);
        }
        for (int looks = 0; looks < LOOKS && limit.exceeded(left.messages(), left.bytes()); looks++) {
            MessageEntry oldest = oldest(heads);
            if (oldest == null) {
                break;
            }
            heads[oldest.priority()] = queue.from(oldest.priority(), oldest.sequence() + 1);
            if (oldest.holder() == null) {
                victims.add(oldest);
                left = left.plus(-1, -oldest.payload().length());
            }
        }
        return left;
    }

    private static @Nullable MessageEntry oldest(@Nullable MessageEntry[] heads) {
        MessageEntry oldest = null;
        for (MessageEntry head : heads) {
            if (head != null && (oldest == null || head.sequence() < oldest.sequence())) {
                oldest = head;
            }
        }
        return oldest;
    }

    private DestinationLimit limit(QueueState queue) {
        return queue.policy(policies).limit();
    }

    private static List<Target> names(List<MessageEntry> entries, boolean unforced) {
        List<Target> names = new ArrayList<>();
        for (MessageEntry entry : entries) {
            if (entry.isVolatile() == unforced) {
                names.add(new Target(entry.queue().number(), entry.sequence()));
            }
        }
        return names;
    }
}
