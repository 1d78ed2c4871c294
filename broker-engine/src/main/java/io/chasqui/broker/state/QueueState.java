package io.chasqui.broker.state;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.protocol.message.Destination;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or a subscription's queue: its live messages in order of priority and sequence, its delivery horizon and its
 * counters. Counters of messages add up at any time: enqueued = acknowledged + expired +
 * dead-lettered + lost + present.
 */
public final class QueueState {
    /** Numbers from here on belong to volatile queues. */
    public static final int VOLATILE_FROM = 1 << 30;

    private static final int PRIORITIES = 10;

    private final int number;
    private final Destination destination;
    private final @Nullable SubscriptionDefinition subscription;
    private final @Nullable EntryList[] lists = new EntryList[PRIORITIES];
    private long nextSequence = 1;
    private long horizon;
    private long horizonPosition;
    private int expiring;
    private final QueueCounters counters = new QueueCounters();
    private @Nullable DestinationPolicy policy;

    QueueState(int number, Destination destination, @Nullable SubscriptionDefinition subscription) {
        this.number = number;
        this.destination = destination;
        this.subscription = subscription;
    }

    /** Its number, unique in the broker and never reused. */
    public int number() {
        return number;
    }

    /** The queue's name, or the topic of a subscription. */
    public Destination destination() {
        return destination;
    }

    /** What subscription it is, or null for a queue. */
    public @Nullable SubscriptionDefinition subscription() {
        return subscription;
    }

    /** Whether nothing of it is journalled. */
    public boolean isVolatile() {
        return number >= VOLATILE_FROM;
    }

    /** The policy of its destination, looked up once. */
    public DestinationPolicy policy(DestinationPolicies policies) {
        DestinationPolicy known = policy;
        if (known == null) {
            known = policies.of(destination);
            policy = known;
        }
        return known;
    }

    /** Its counters, readable from any thread. */
    public QueueCounters counters() {
        return counters;
    }

    /** Number of live messages, delivered ones included. */
    public int size() {
        return (int) counters.present();
    }

    /** Number of live messages that have an expiry. */
    public int expiring() {
        return expiring;
    }

    /** The number the next message gets at least. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Messages up to this one may have been delivered. */
    public long horizon() {
        return horizon;
    }

    /** The batch that raised the horizon last. */
    public long horizonPosition() {
        return horizonPosition;
    }

    /** Messages accepted so far. */
    public long enqueued() {
        return counters.enqueued();
    }

    /** Messages acknowledged so far. */
    public long acknowledged() {
        return counters.acknowledged();
    }

    /** Messages expired so far. */
    public long expired() {
        return counters.expired();
    }

    /** Messages that went to a dead-letter queue so far. */
    public long deadLettered() {
        return counters.deadLettered();
    }

    /** Volatile messages that have gone with a broker so far. */
    public long lost() {
        return counters.lost();
    }

    /** The live message with this sequence, or null. */
    public @Nullable MessageEntry find(long sequence) {
        for (EntryList list : lists) {
            MessageEntry entry = list == null ? null : list.find(sequence);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** The first live message of a priority with this or a greater sequence, or null. */
    public @Nullable MessageEntry from(int priority, long sequence) {
        EntryList list = lists[priority];
        return list == null || list.size() == 0 ? null : list.from(sequence);
    }

    /** The live message with the least sequence, or null. */
    public @Nullable MessageEntry oldest() {
        MessageEntry oldest = null;
        for (int priority = 0; priority < PRIORITIES; priority++) {
            MessageEntry first = from(priority, 0);
            if (first != null && (oldest == null || first.sequence() < oldest.sequence())) {
                oldest = first;
            }
        }
        return oldest;
    }

    /** Visits all live messages, by ascending priority and sequence. */
    public void forEach(Consumer<MessageEntry> action) {
        for (EntryList list : lists) {
            if (list != null) {
                list.forEach(action);
            }
        }
    }

    void add(MessageEntry entry) {
        EntryList list = lists[entry.priority()];
        if (list == null) {
            list = new EntryList();
            lists[entry.priority()] = list;
        }
        list.add(entry);
        nextSequence = entry.sequence() + 1;
        counters.countEnqueued();
        if (entry.expirationMillis() != 0) {
            expiring++;
        }
    }

    void remove(MessageEntry entry) {
        EntryList list = lists[entry.priority()];
        if (list == null) {
            throw new IllegalStateException("Message " + entry.sequence() + " is not in queue " + number + ".");
        }
        list.remove(entry);
        entry.markRemoved();
        counters.countRemoved();
        if (entry.expirationMillis() != 0) {
            expiring--;
        }
    }

    void countAcknowledged() {
        counters.countAcknowledged();
    }

    void countExpired() {
        counters.countExpired();
    }

    void countDeadLettered() {
        counters.countDeadLettered();
    }

    void raiseHorizon(long sequence, long position) {
        horizon = Math.max(horizon, sequence);
        horizonPosition = position;
    }

    void clearHorizon() {
        horizon = 0;
    }

    /** After a replay, what is accounted for nowhere has been lost. */
    void countLost() {
        counters.countLost();
    }

    void restoreCounters(Event.QueueCounted counted) {
        nextSequence = Math.max(nextSequence, counted.nextSequence());
        counters.restore(counted);
    }
}
