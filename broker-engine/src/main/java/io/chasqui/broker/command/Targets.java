package io.chasqui.broker.command;

import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers the messages of one command as if those before them had been applied already, so that many messages are decided
 * in one go; queues that do not exist yet come into being with their first message.
 */
public final class Targets {
    private static final int SLICE = 4_096;

    private final BrokerState state;
    private final Map<Destination, Integer> created = new HashMap<>();
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<String, Long> topics = new HashMap<>(0);

    /** Numbers for one command. */
    public Targets(BrokerState state) {
        this.state = state;
    }

    /** The next place in the queue of this name. */
    public Target queue(Destination destination, Facts facts) {
        QueueState queue = state.queue(destination);
        if (queue != null) {
            return of(queue);
        }
        Integer number = created.get(destination);
        if (number == null) {
            number = state.nextQueue() + created.size();
            created.put(destination, number);
            facts.journal(new Event.QueueCreated(number, destination));
            next.put(number, state.firstSequence());
        }
        return numbered(number);
    }

    /**
     * The number that the next message of a topic gets in all subscriptions that want it. As it is the same in all, and
     * greater than any before, they share what the index has of the message.
     */
    public long ofTopic(String topic) {
        Long known = topics.get(topic);
        long number = known == null ? afterAll(topic) : known;
        topics.put(topic, number + 1);
        return number;
    }

    private long afterAll(String topic) {
        long number = state.firstSequence();
        for (QueueState subscription : state.subscriptions(topic)) {
            number = Math.max(number, subscription.nextSequence());
        }
        return number;
    }

    /** The next place in a queue. */
    public Target of(QueueState queue) {
        next.putIfAbsent(queue.number(), state.nextSequence(queue));
        return numbered(queue.number());
    }

    private Target numbered(int queue) {
        long sequence = Objects.requireNonNull(next.get(queue), "next sequence");
        next.put(queue, sequence + 1);
        return new Target(queue, sequence);
    }

    /** Targets in parts of which an event fits into a batch. */
    public static List<List<Target>> inSlices(List<Target> targets) {
        List<List<Target>> slices = new ArrayList<>(1);
        for (int from = 0; from < targets.size(); from += SLICE) {
            slices.add(targets.subList(from, Math.min(targets.size(), from + SLICE)));
        }
        return slices;
    }
}
