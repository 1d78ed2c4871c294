package io.chasqui.broker.state;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.RowRef;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or a subscription's queue: its live messages in order of priority and sequence, its delivery horizon and its
 * counters. Counters of messages add up at any time: enqueued = acknowledged + expired +
 * dead-lettered + dropped + lost + present.
 *
 * <p>Messages that the journal keeps are rows of the index; those that something happens to are in memory as well. Volatile
 * messages are in memory only.
 */
public final class QueueState {
    /** Numbers from here on belong to volatile queues. */
    public static final int VOLATILE_FROM = 1 << 30;

    private final int number;
    private final Destination destination;
    private final @Nullable SubscriptionDefinition subscription;
    private final Tables tables;
    private final StoredMessages stored;
    private final VolatileMessages unkept = new VolatileMessages();
    private final SequenceMap residents = new SequenceMap();
    private final QueueCounters counters = new QueueCounters();
    private final Spacing spacing = new Spacing();
    private long nextSequence = 1;
    private long horizon;
    private long horizonPosition;
    private long exposedUpTo;
    private int expiring;
    private int held;
    private @Nullable DestinationPolicy policy;

    QueueState(int number, Destination destination, @Nullable SubscriptionDefinition subscription, Tables tables) {
        this.number = number;
        this.destination = destination;
        this.subscription = subscription;
        this.tables = tables;
        this.stored = new StoredMessages(number, subscription == null ? null : subscription.topic(), tables.segments());
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

    /** How far its sequences are apart, about: 1 unless the subscriptions of a topic get different messages. */
    public int spacing() {
        return spacing.average();
    }

    /** Messages up to this one may have been delivered. */
    public long horizon() {
        return horizon;
    }

    /** The batch that raised the horizon last. */
    public long horizonPosition() {
        return horizonPosition;
    }

    /** Messages up to this one may have been delivered before the broker's last start. */
    public long exposedUpTo() {
        return exposedUpTo;
    }

    /** Number of messages that somebody has: a session, or a prepared branch. */
    public int held() {
        return held;
    }

    /** Number of messages that are in memory. */
    public int residents() {
        return residents.size();
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
        MessageEntry resident = residents.get(sequence);
        RowRef row = resident == null ? stored.find(sequence) : null;
        return row == null ? resident : bring(row);
    }

    /** The first live message of a priority with this or a greater sequence, or null. */
    public @Nullable MessageEntry from(int priority, long sequence) {
        MessageEntry first = unkept.from(priority, sequence);
        RowRef row = stored.from(priority, sequence);
        if (row == null || (first != null && first.sequence() < row.sequence())) {
            return first;
        }
        MessageEntry resident = residents.get(row.sequence());
        return resident == null ? bring(row) : resident;
    }

    /** Where the payload of a message lies, if it is there and the journal keeps it. */
    public @Nullable List<Place> places(long sequence) {
        MessageEntry resident = residents.get(sequence);
        if (resident != null) {
            return resident.payload().places();
        }
        RowRef row = stored.find(sequence);
        return row == null ? null : List.of(row.run().place(row.row()));
    }

    /** The sequence of the oldest live message, {@link Long#MAX_VALUE} if there is none. */
    public long oldestSequence() {
        return Math.min(unkept.oldestSequence(), stored.oldestSequence());
    }

    /** Messages that have expired, among some thousand that are looked at. */
    public ExpirySlice dueForExpiry(ExpirySlice.Spot from, long nowMillis) {
        return from.unkept() ? unkept.dueForExpiry(from, nowMillis) : stored.dueForExpiry(from, nowMillis);
    }

    /**
     * Visits all live messages, by ascending priority and sequence, first those that the journal keeps. Messages that are
     * not in memory are shown by an object that is good for looking only.
     */
    public void forEach(Consumer<MessageEntry> action) {
        stored.forEach(row -> {
            MessageEntry resident = residents.get(row.sequence());
            action.accept(resident == null ? view(row) : resident);
        });
        unkept.forEach(action);
    }

    /** Visits all live messages that are in memory: all to which something has happened are among them. */
    public void forEachResident(Consumer<MessageEntry> action) {
        residents.all().forEach(action);
    }

    /** The runs of rows of its messages, by priority and sequence. */
    public List<Run> storedRuns() {
        return stored.runs();
    }

    /** What is true of messages beyond their rows. */
    public List<Particulars> particulars() {
        List<Particulars> all = new ArrayList<>();
        for (MessageEntry entry : residents.all()) {
            if (entry.row() != null && entry.hasParticulars()) {
                all.add(Particulars.of(entry));
            }
        }
        return all;
    }

    /** The rows of its messages. */
    StoredMessages stored() {
        return stored;
    }

    /**
     * A message has come.
     *
     * @param position the batch that says so
     * @return the message if it is in memory
     */
    @Nullable
    MessageEntry accept(Event.MessageAccepted event, long sequence, long position) {
        changing();
        Payload payload = event.payload();
        boolean unforced = isVolatile() || !payload.persistent();
        MessageEntry entry = null;
        if (unforced) {
            entry = new MessageEntry(this, sequence, event);
            unkept.add(entry);
        } else {
            RowRef row = stored.add(event, sequence, position);
            if (payload.bytes() != null
                    || event.deliveryTimeMillis() != 0
                    || payload.places().size() != 1) {
                entry = new MessageEntry(this, row, payload, event.deliveryTimeMillis());
            }
        }
        if (entry != null) {
            entry.positionAt(position);
            residents.put(entry);
            tables.payloads().reside(entry, payload);
        }
        spacing.count(sequence - nextSequence);
        nextSequence = sequence + 1;
        counters.countEnqueued(payload.length(), !unforced);
        expiring += event.expirationMillis() == 0 ? 0 : 1;
        return entry;
    }

    /** The message in memory with this sequence, or null. */
    @Nullable
    MessageEntry resident(long sequence) {
        return residents.get(sequence);
    }

    /** Removes a message; false if there is none. One in memory still has its payload. */
    boolean remove(long sequence) {
        MessageEntry resident = residents.get(sequence);
        RowRef row = resident == null ? stored.find(sequence) : resident.row();
        if (row != null) {
            changing();
            expiring -= row.run().expirationMillis(row.row()) == 0 ? 0 : 1;
            counters.countRemoved(row.run().length(row.row()), true);
            stored.remove(row, resident == null ? null : resident.payload());
        } else if (resident != null) {
            changing();
            expiring -= resident.expirationMillis() == 0 ? 0 : 1;
            counters.countRemoved(resident.payload().length(), false);
            unkept.remove(resident);
        }
        if (resident != null) {
            residents.remove(sequence);
            resident.markRemoved();
        }
        return row != null || resident != null;
    }

    /** A message has got another place. */
    void move(Event.MessageMoved event, long sequence, long position) {
        boolean inParts = event.payload().places().size() > 1; // which a row cannot say
        MessageEntry resident = inParts ? find(sequence) : residents.get(sequence);
        RowRef old = resident == null ? stored.find(sequence) : resident.row();
        if (old == null) {
            return;
        }
        changing();
        Payload before = resident == null ? null : resident.payload();
        RowRef row = stored.move(old, event, position, before);
        if (resident != null && before != null) {
            resident.moveTo(row, event.payload());
            tables.payloads().reside(resident, event.payload());
            tables.payloads().leave(resident, before);
        }
    }

    /** Lets a message leave memory, if nothing keeps it. */
    void demote(MessageEntry entry) {
        entry.tighten();
        if (!entry.removed() && !entry.retained() && residents.get(entry.sequence()) == entry) {
            residents.remove(entry.sequence());
            tables.payloads().leave(entry, entry.payload());
        }
    }

    void loosen(MessageEntry entry) {
        tables.loosen(entry);
    }

    void countHeld(int difference) {
        held += difference;
    }

    /** Something durable of it is about to change. */
    void changing() {
        tables.changing(this);
    }

    void raiseHorizon(long sequence, long position) {
        changing();
        horizon = Math.max(horizon, sequence);
        horizonPosition = position;
    }

    /** A clean stop: exactly these messages have been delivered. */
    void settle(List<Long> delivered) {
        changing();
        horizon = 0;
        forEachResident(MessageEntry::cover);
        for (long sequence : delivered) {
            MessageEntry entry = find(sequence);
            if (entry != null) {
                entry.exposeAtNextStart();
            }
        }
    }

    /** The broker starts: what may have been delivered counts as delivered; what is accounted for nowhere has been lost. */
    void startEpoch() {
        changing();
        spacing.restart();
        forEachResident(MessageEntry::startEpoch);
        exposedUpTo = Math.max(exposedUpTo, horizon);
        horizon = 0;
        counters.countLost();
    }

    void restoreCounters(Event.QueueCounted counted) {
        changing();
        nextSequence = Math.max(nextSequence, counted.nextSequence());
        counters.restore(counted);
        if (counted.horizon() > horizon) {
            raiseHorizon(counted.horizon(), 0);
        }
    }

    /** As a checkpoint has it. */
    void restore(long wasExposedUpTo, int withExpiry) {
        exposedUpTo = wasExposedUpTo;
        expiring = withExpiry;
    }

    /** As a checkpoint has it. */
    void restore(Run run) {
        stored.restore(run);
        counters.restorePresent(counters.present() + run.liveCount());
    }

    /** As a checkpoint has it; after the runs. */
    void restore(Particulars particulars) {
        RowRef row = stored.find(particulars.sequence());
        if (row == null) {
            throw new IllegalStateException("Message " + particulars.sequence() + " of queue " + number
                    + " has particulars in the checkpoint but is not there.");
        }
        Payload payload = particulars.places().isEmpty()
                ? stored.payload(row, tables.payloads())
                : Payload.stored(particulars.places());
        MessageEntry entry = new MessageEntry(this, row, payload, particulars.deliveryTimeMillis());
        entry.restore(particulars);
        residents.put(entry);
        tables.payloads().reside(entry, payload);
    }

    /** Number of live messages that the journal keeps and that have an expiry. */
    public int expiringStored() {
        int[] unforced = new int[1];
        unkept.forEach(entry -> unforced[0] += entry.expirationMillis() == 0 ? 0 : 1);
        return expiring - unforced[0];
    }

    private MessageEntry bring(RowRef row) {
        MessageEntry entry = new MessageEntry(this, row, stored.payload(row, tables.payloads()), 0);
        residents.put(entry);
        tables.payloads().reside(entry, entry.payload());
        entry.loosenNew();
        return entry;
    }

    private MessageEntry view(RowRef row) {
        Place place = row.run().place(row.row());
        return new MessageEntry(this, row, Payload.stored(List.of(place)), 0);
    }
}
