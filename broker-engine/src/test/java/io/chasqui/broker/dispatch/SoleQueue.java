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
    /** Few, so that seekers stay behind often. */
    static final int REMEMBERED = 16;

    /** What a seeker remembers when the others have used the memory up. */
    static final int FEW = 4;

    static final int TOGETHER = 64;

    private static final Destination NAME = Destination.queue("orders");
    private static final int CACHED = 600;

    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);
    private final SeekerMemory memory = new SeekerMemory(REMEMBERED, FEW, TOGETHER);
    private final QueueDispatch dispatch;
    private final QueueState queue;
    private final Map<Place, byte[]> disk = new HashMap<>();
    private final ArrayDeque<Payload> cache = new ArrayDeque<>();
    private final ArrayDeque<Reading> readings = new ArrayDeque<>();
    private final TreeMap<Long, MessageEntry> delivered = new TreeMap<>();
    private BiConsumer<Consumer, MessageEntry> onDelivery = (consumer, entry) -> {};
    private final List<MessageEntry> expired = new ArrayList<>();
    private boolean scheduled;
    private long nowMillis = 1;
    private long reads;
    private int consumers;

    SoleQueue() {
        state.enterSegment(1);
        applier.apply(new Event.QueueCreated(1, NAME), 0);
        queue = java.util.Objects.requireNonNull(state.queue(1));
        dispatch = new QueueDispatch(queue, this, memory);
        state.observe(this);
    }

    /** A client that notes what it gets. */
    static final class Client implements Outlet {
        private final InFlight inFlight = new InFlight();
        private final List<String> labels = new ArrayList<>();
        private Runnable onDrained = () -> {};
        private boolean ready = true;
        private int drained;

        /** Whether its link takes anything. */
        void ready(boolean takes) {
            ready = takes;
        }

        void onDrained(Runnable action) {
            onDrained = action;
        }

        List<String> labels() {
            return labels;
        }

        int drainedCount() {
            return drained;
        }

        @Override
        public boolean ready() {
            return ready;
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
            onDrained.run();
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
                letter.expirationMillis(),
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
                        CommandName.NONE,
                        List.of(new Target(1, sequence)),
                        letter.priority(),
                        letter.expirationMillis(),
                        0,
                        payload),
                0);
        scheduled = true;
    }

    /** Opens a consumer with some credit. */
    Consumer open(@Nullable String selector, int credit) {
        Consumer consumer = new Consumer(++consumers, 1, new Client(), selector == null ? null : parse(selector));
        consumer.grant(credit, false);
        dispatch.add(consumer);
        scheduled = true;
        return consumer;
    }

    /** Opens a browser with some credit. */
    Consumer browse(@Nullable String selector, int credit) {
        Consumer browser = Consumer.browser(++consumers, 1, new Client(), selector == null ? null : parse(selector));
        browser.grant(credit, false);
        dispatch.add(browser);
        scheduled = true;
        return browser;
    }

    /** A consumer's link takes something again, or no more. */
    void ready(Consumer consumer, boolean takes) {
        client(consumer).ready(takes);
        if (takes) {
            dispatch.wake(consumer);
            scheduled = true;
        }
    }

    /** Time goes on. */
    void pass(long millis) {
        nowMillis += millis;
        scheduled = true;
    }

    long nowMillis() {
        return nowMillis;
    }

    /** Messages in order that nobody has and that have not expired. */
    List<MessageEntry> free() {
        List<MessageEntry> free = unheld();
        free.removeIf(entry -> entry.expired(nowMillis));
        return free;
    }

    /** Messages in order that nobody has. */
    List<MessageEntry> unheld() {
        List<MessageEntry> unheld = new ArrayList<>();
        queue.forEach(entry -> {
            if (!delivered.containsKey(entry.sequence())) {
                unheld.add(entry);
            }
        });
        unheld.sort(Sweep.ORDER);
        return unheld;
    }

    /** The group of a message, or null. */
    @Nullable
    String group(MessageEntry entry) {
        return new MessageProperties(stored(entry)).group();
    }

    void grant(Consumer consumer, int credit, boolean drain) {
        consumer.grant(credit, drain);
        dispatch.wake(consumer);
        scheduled = true;
    }

    /** Closes a consumer; what it has goes back. */
    void close(Consumer consumer) {
        dispatch.remove(consumer);
        scheduled = true;
        release(consumer);
    }

    /** All that a consumer has goes back, and counts. */
    void rollBack(Consumer consumer) {
        List<Target> targets = consumer.outlet().inFlight().all().stream()
                .map(delivery -> new Target(1, delivery.entry().sequence()))
                .toList();
        if (!targets.isEmpty()) {
            applier.apply(new Event.DeliveriesReleased(CommandName.NONE, targets), 0);
            release(consumer);
        }
    }

    /** All that a consumer has goes back. */
    void release(Consumer consumer) {
        for (Delivery delivery : consumer.outlet().inFlight().all()) {
            scheduled = true;
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
        if (scheduled) {
            scheduled = false;
            scheduled |= dispatch.slice(nowMillis);
        }
        removeExpired();
        Reading reading = readings.pollFirst();
        if (reading != null) {
            bring(reading);
        }
        state.trim();
        return scheduled || !readings.isEmpty();
    }

    private void removeExpired() {
        List<Target> targets =
                expired.stream().map(entry -> new Target(1, entry.sequence())).toList();
        expired.clear();
        if (!targets.isEmpty()) {
            applier.apply(new Event.MessagesExpired(targets), 0);
        }
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

    /** How many messages seekers remember. */
    int remembered() {
        return memory.used();
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
        for (MessageEntry entry : free()) {
            if (wants(consumer, entry)) {
                return entry.sequence();
            }
        }
        return null;
    }

    boolean wants(Consumer consumer, MessageEntry entry) {
        Selector selector = consumer.selector();
        return selector == null
                || selector.matches(
                        new MessageProperties(stored(entry), entry.nextDeliveryCount(), entry.annotations()));
    }

    private SealedMessage stored(MessageEntry entry) {
        return SealedMessage.of(disk.get(entry.payload().places().get(0)));
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
        expired.add(entry);
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
        delivered.remove(entry.sequence());
        scheduled |= dispatch.forget(entry);
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
        scheduled = true;
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
