package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.MessageProperties;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.selector.SelectorSyntaxException;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.StateObserver;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The dispatch of one queue whose messages lie on a disk that is a map, with room for some in memory. Slices are worked one
 * by one, so that a test can do something in the middle of a search.
 */
final class SoleQueue implements DispatchContext, StateObserver {
    private static final Destination NAME = Destination.queue("orders");
    private static final int CACHED = 600;

    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);
    private final QueueDispatch dispatch;
    private final QueueState queue;
    private final Map<Place, byte[]> disk = new HashMap<>();
    private final ArrayDeque<Payload> cache = new ArrayDeque<>();
    private final ArrayDeque<Reading> readings = new ArrayDeque<>();
    private final TreeMap<Long, MessageEntry> delivered = new TreeMap<>();
    private BiConsumer<Consumer, MessageEntry> onDelivery = (consumer, entry) -> {};
    private long reads;
    private int consumers;

    SoleQueue() {
        state.enterSegment(1);
        applier.apply(new Event.QueueCreated(1, NAME), 0);
        queue = java.util.Objects.requireNonNull(state.queue(1));
        dispatch = new QueueDispatch(queue, this);
        state.observe(this);
    }

    /** A message of the test: a label, its priority, correlation identifier and properties. */
    record Letter(String label, int priority, @Nullable String correlation, Map<String, Object> properties) {
        static Letter to(@Nullable String correlation) {
            return new Letter("", 4, correlation, Map.of());
        }

        Letter labelled(String other) {
            return new Letter(other, priority, correlation, properties);
        }

        Letter withPriority(int other) {
            return new Letter(label, other, correlation, properties);
        }

        Letter with(String name, Object value) {
            Map<String, Object> more = new TreeMap<>(properties);
            more.put(name, value);
            return new Letter(label, priority, correlation, more);
        }
    }

    /** A client that notes what it gets. */
    static final class Client implements Outlet {
        private final InFlight inFlight = new InFlight();
        private final List<String> labels = new ArrayList<>();
        private int drained;

        List<String> labels() {
            return labels;
        }

        int drainedCount() {
            return drained;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public InFlight inFlight() {
            return inFlight;
        }

        @Override
        public void deliver(Consumer consumer, MessageEntry entry, io.chasqui.broker.journal.Mark mark) {
            labels.add(label(entry));
        }

        @Override
        public void drained(Consumer consumer) {
            drained++;
        }
    }

    /** Puts a message at the end; it is on the disk only. */
    void put(Letter letter) {
        long sequence = queue.nextSequence();
        MessageHeaders headers = new MessageHeaders(
                new MessageIdentity(1, 2, sequence),
                false,
                NAME,
                true,
                letter.priority(),
                1,
                0,
                0,
                letter.correlation(),
                null,
                null);
        byte[] body = letter.label().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = SealedMessage.seal(headers, letter.properties(), BodyKind.TEXT, body)
                .bytes();
        Place place = new Place(1, (int) sequence, bytes.length);
        disk.put(place, bytes);
        Payload payload = Payload.stored(List.of(place));
        applier.apply(
                new Event.MessageAccepted(
                        CommandName.NONE, List.of(new Target(1, sequence)), letter.priority(), 0, 0, payload),
                0);
    }

    /** Opens a consumer with some credit. */
    Consumer open(@Nullable String selector, int credit) {
        Consumer consumer = new Consumer(++consumers, 1, new Client(), selector == null ? null : parse(selector));
        consumer.grant(credit, false);
        dispatch.add(consumer);
        return consumer;
    }

    void grant(Consumer consumer, int credit, boolean drain) {
        consumer.grant(credit, drain);
        dispatch.wake(consumer);
    }

    /** Closes a consumer; what it has goes back. */
    void close(Consumer consumer) {
        dispatch.remove(consumer);
        release(consumer);
    }

    /** All that a consumer has goes back. */
    void release(Consumer consumer) {
        for (Delivery delivery : consumer.outlet().inFlight().all()) {
            delivery.inFlight().drop(delivery);
            delivered.remove(delivery.entry().sequence());
            dispatch.comeBack(delivery.entry());
        }
    }

    /** All that a consumer has is done. */
    void acknowledge(Consumer consumer) {
        for (Delivery delivery : consumer.outlet().inFlight().all()) {
            delivered.remove(delivery.entry().sequence());
            applier.apply(
                    new Event.DeliveriesAcknowledged(
                            CommandName.NONE,
                            List.of(new Target(1, delivery.entry().sequence()))),
                    0);
        }
    }

    /** One slice, and what was read for it; whether there may be more to do. */
    boolean slice() {
        boolean more = dispatch.slice(0);
        Reading reading = readings.pollFirst();
        if (reading != null) {
            bring(reading);
        }
        state.trim();
        return more || reading != null || !readings.isEmpty();
    }

    /** Some slices. */
    void slices(int count) {
        for (int i = 0; i < count; i++) {
            boolean unused = slice();
        }
    }

    /** Works until there is nothing to do; the number of slices. */
    int work() {
        int slices = 1;
        while (slice()) {
            slices++;
            if (slices > 1_000_000) {
                throw new AssertionError("The dispatch never comes to rest.");
            }
        }
        return slices;
    }

    long reads() {
        return reads;
    }

    long evaluations() {
        return dispatch.evaluations();
    }

    void onDelivery(BiConsumer<Consumer, MessageEntry> action) {
        onDelivery = action;
    }

    /** What a consumer that asked everything of the queue now would get first, or null. */
    @Nullable
    Long firstFor(Consumer consumer) {
        MessageEntry[] first = new MessageEntry[1];
        queue.forEach(entry -> {
            boolean earlier = first[0] == null || Sweep.ORDER.compare(entry, first[0]) < 0;
            if (earlier && !delivered.containsKey(entry.sequence()) && wants(consumer, entry)) {
                first[0] = entry;
            }
        });
        return first[0] == null ? null : first[0].sequence();
    }

    private boolean wants(Consumer consumer, MessageEntry entry) {
        Selector selector = consumer.selector();
        byte[] bytes = disk.get(entry.payload().places().get(0));
        return selector == null
                || selector.matches(
                        new MessageProperties(SealedMessage.of(bytes), entry.nextDeliveryCount(), new byte[0]));
    }

    static Client client(Consumer consumer) {
        return (Client) consumer.outlet();
    }

    @Override
    public void deliver(Consumer consumer, MessageEntry entry) {
        onDelivery.accept(consumer, entry);
        delivered.put(entry.sequence(), entry);
        consumer.outlet().inFlight().take(entry, consumer);
        consumer.outlet().deliver(consumer, entry, io.chasqui.broker.journal.Mark.NONE);
    }

    @Override
    public void show(Consumer browser, MessageEntry entry, long position) {
        client(browser).labels().add(label(entry));
    }

    @Override
    public void expire(MessageEntry entry) {
        throw new AssertionError("Nothing expires here.");
    }

    @Override
    public @Nullable Reading load(QueueState from, List<MessageEntry> entries) {
        if (readings.size() >= 2) {
            return null;
        }
        Reading reading = new Reading(entries);
        readings.addLast(reading);
        return reading;
    }

    @Override
    public void entryRemoved(MessageEntry entry) {
        if (entry.holder() instanceof Delivery delivery) {
            delivery.inFlight().drop(delivery);
        }
        boolean unused = dispatch.forget(entry);
    }

    private void bring(Reading reading) {
        for (MessageEntry entry : reading.entries()) {
            Payload payload = entry.payload();
            if (payload.bytes() == null && !entry.removed()) {
                payload.load(disk.get(payload.places().get(0)));
                cache.addLast(payload);
                reads++;
            }
        }
        while (cache.size() > CACHED) {
            Payload oldest = cache.removeFirst();
            if (oldest.bytes() != null) {
                oldest.unload();
            }
        }
        reading.end();
    }

    private static String label(MessageEntry entry) {
        return new String(SealedMessage.of(entry.payload().requireBytes()).body(), StandardCharsets.UTF_8);
    }

    private static Selector parse(String text) {
        try {
            return Selector.parse(text);
        } catch (SelectorSyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
