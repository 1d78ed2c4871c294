package io.chasqui.broker.dispatch;

import io.chasqui.broker.command.DurabilityRule;
import io.chasqui.broker.command.EventSink;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.deadletter.DeadLetters;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Mark;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.StateObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to consumers, queue by queue in bounded slices. It raises the delivery horizon before a message leaves
 * for the first time, so that after a crash everything that may have been delivered comes back flagged.
 */
public final class Dispatcher implements StateObserver, DispatchContext {
    private static final int HORIZON_STEP = 4096;
    private static final int HORIZON_REACH = 4 * HORIZON_STEP;
    private static final int DUE_PER_RUN = 1_024;
    private static final int REMEMBERED = 256;
    private static final int REMEMBERED_FEW = 16;
    private static final int REMEMBERED_PER_QUEUE = 65_536;
    private static final int READINGS_PER_QUEUE = 4;

    private final EventSink sink;
    private final PayloadLoader loader;
    private final DeadLetters deadLetters;
    private final DurabilityRule durabilities;
    private final Map<Integer, QueueDispatch> queues = new HashMap<>();
    private final ArrayDeque<QueueDispatch> ready = new ArrayDeque<>();
    private final Map<Integer, ArrayDeque<Reading>> loading = new HashMap<>();
    private final List<MessageEntry> expired = new ArrayList<>();
    private final Deferrals deferrals = new Deferrals();
    private boolean moreDue;

    /**
     * A dispatcher for everything in the state.
     *
     * @param state what is there
     * @param sink where horizons and expiries are recorded
     * @param loader reads payloads that are not in memory
     * @param deadLetters decides what becomes of expired messages
     * @param durabilities says what deliveries wait for
     */
    public Dispatcher(
            BrokerState state,
            EventSink sink,
            PayloadLoader loader,
            DeadLetters deadLetters,
            DurabilityRule durabilities) {
        this.sink = sink;
        this.loader = loader;
        this.deadLetters = deadLetters;
        this.durabilities = durabilities;
        for (QueueState queue : state.queues()) {
            queueCreated(queue);
            queue.forEachResident(this::deferDelayed);
        }
    }

    @Override
    public void queueCreated(QueueState queue) {
        SeekerMemory memory = new SeekerMemory(REMEMBERED, REMEMBERED_FEW, REMEMBERED_PER_QUEUE);
        queues.put(queue.number(), new QueueDispatch(queue, this, memory));
    }

    @Override
    public void queueDeleted(QueueState queue) {
        QueueDispatch gone = queues.remove(queue.number());
        if (gone != null) {
            gone.end();
        }
    }

    @Override
    public void messageAdded(QueueState queue, @Nullable MessageEntry entry) {
        if (entry != null) {
            deferDelayed(entry);
        }
        schedule(queues.get(queue.number()));
    }

    @Override
    public void entryRemoved(MessageEntry entry) {
        if (entry.holder() instanceof Delivery delivery) {
            delivery.inFlight().drop(delivery);
        }
        deferrals.forget(entry);
        QueueDispatch dispatch = queues.get(entry.queue().number());
        if (dispatch != null && dispatch.forget(entry)) {
            schedule(dispatch);
        }
    }

    @Override
    public void entryLocked(MessageEntry entry) {
        if (entry.holder() instanceof Delivery delivery) {
            delivery.inFlight().drop(delivery);
        }
    }

    @Override
    public void entryUnlocked(MessageEntry entry) {
        QueueDispatch dispatch = queues.get(entry.queue().number());
        if (dispatch != null) {
            dispatch.comeBack(entry);
            schedule(dispatch);
        }
    }

    /**
     * Lets a message that nobody holds wait.
     *
     * @param untilMillis broker time in milliseconds before which it is not delivered
     */
    public void defer(MessageEntry entry, long untilMillis) {
        deferrals.defer(entry, untilMillis);
    }

    /**
     * The broker's clock was put forward or back. Delivery times are times of day; waiting for a redelivery lasts as long as
     * it would have.
     *
     * @param byMillis how far forward, negative for back
     */
    public void clockAdjusted(long byMillis) {
        deferrals.clockAdjusted(byMillis);
    }

    /** A consumer is there. */
    public void add(Consumer consumer) {
        QueueDispatch dispatch = queues.get(consumer.queue());
        if (dispatch != null) {
            dispatch.add(consumer);
            schedule(dispatch);
        }
    }

    /** A consumer is gone; its deliveries are the session's business. */
    public void remove(Consumer consumer) {
        QueueDispatch dispatch = queues.get(consumer.queue());
        if (dispatch != null) {
            dispatch.remove(consumer);
            schedule(dispatch); // what waited for it may be for others
        }
    }

    /** Whether anybody consumes from a queue or subscription. */
    public boolean hasConsumers(int queue) {
        QueueDispatch dispatch = queues.get(queue);
        return dispatch != null && dispatch.hasConsumers();
    }

    /** The consumers of a queue or subscription. */
    public Collection<Consumer> consumers(int queue) {
        QueueDispatch dispatch = queues.get(queue);
        return dispatch == null ? List.of() : dispatch.consumers();
    }

    /** A consumer's credit or link has changed for the better. */
    public void wake(Consumer consumer) {
        QueueDispatch dispatch = queues.get(consumer.queue());
        if (dispatch == null) {
            consumer.answerDrains();
        } else {
            dispatch.wake(consumer);
            schedule(dispatch);
        }
    }

    /** Gives deliveries back to their queues, in order. */
    public void giveBack(Collection<Delivery> deliveries) {
        giveBack(deliveries, 0);
    }

    /**
     * Gives deliveries back to their queues, not to be delivered before a time.
     *
     * @param untilMillis broker time in milliseconds, 0 for at once
     */
    public void giveBack(Collection<Delivery> deliveries, long untilMillis) {
        for (Delivery delivery : deliveries) {
            delivery.inFlight().drop(delivery);
            MessageEntry entry = delivery.entry();
            QueueDispatch dispatch = queues.get(entry.queue().number());
            if (dispatch != null && !entry.removed()) {
                if (untilMillis > 0) {
                    deferrals.defer(entry, untilMillis);
                    dispatch.keepForLater(entry);
                    schedule(dispatch);
                } else {
                    dispatch.comeBack(entry);
                    schedule(dispatch);
                }
            }
        }
    }

    /** The payloads that a queue has waited for longest are in memory. */
    public void loaded(int queue) {
        ArrayDeque<Reading> readings = loading.get(queue);
        if (readings != null) {
            readings.removeFirst().end();
            if (readings.isEmpty()) {
                loading.remove(queue);
            }
        }
        schedule(queues.get(queue));
    }

    /** Whether a slice of work is waiting. */
    public boolean hasWork() {
        return !ready.isEmpty() || moreDue;
    }

    /** When the next deferred message is due, in broker time; {@link Long#MAX_VALUE} for never. */
    public long dueMillis() {
        return deferrals.dueMillis();
    }

    /** Works one slice of every queue that waits. */
    public void run(long nowMillis) {
        offerDue(nowMillis);
        for (int i = ready.size(); i > 0; i--) {
            QueueDispatch dispatch = ready.removeFirst();
            if (dispatch.slice(nowMillis)) {
                schedule(dispatch);
            }
        }
        if (!expired.isEmpty()) {
            List<MessageEntry> gone = List.copyOf(expired);
            expired.clear();
            recordExpired(gone);
        }
    }

    /** Removes messages that have expired. */
    public void recordExpired(List<MessageEntry> entries) {
        sink.record(deadLetters.expire(entries));
    }

    @Override
    public void deliver(Consumer consumer, MessageEntry entry) {
        Mark mark = entry.isVolatile() ? Mark.NONE : markOf(entry);
        consumer.outlet().inFlight().take(entry, consumer);
        consumer.outlet().deliver(consumer, entry, mark);
    }

    @Override
    public void show(Consumer browser, MessageEntry entry, long position) {
        Mark mark = Mark.of(durabilities.of(entry.queue()), position);
        browser.outlet().deliver(browser, entry, mark);
    }

    @Override
    public void expire(MessageEntry entry) {
        expired.add(entry);
    }

    @Override
    public @Nullable Reading load(QueueState queue, List<MessageEntry> entries) {
        ArrayDeque<Reading> readings = loading.computeIfAbsent(queue.number(), number -> new ArrayDeque<>(2));
        if (readings.size() >= READINGS_PER_QUEUE) {
            return null;
        }
        Reading reading = new Reading(entries);
        readings.addLast(reading);
        List<Payload> cold = entries.stream()
                .map(MessageEntry::payload)
                .filter(payload -> payload.bytes() == null)
                .distinct()
                .toList();
        loader.load(queue.number(), cold);
        return reading;
    }

    /** Even what need not wait itself keeps its turn behind the deliveries that do. */
    private Mark markOf(MessageEntry entry) {
        Mark accepted = Mark.of(durabilities.of(entry.queue()), entry.position());
        return Mark.ORDERED.and(accepted).and(expose(entry));
    }

    /** Makes sure that the journal knows the message as possibly delivered; returns what that asks for. */
    private Mark expose(MessageEntry entry) {
        QueueState queue = entry.queue();
        if (entry.exposed() || entry.exposedSingly()) {
            return Mark.NONE;
        }
        if (entry.belowHorizon()) {
            return Mark.of(durabilities.of(queue), queue.horizonPosition());
        }
        long start = Math.max(queue.horizon(), queue.oldestSequence());
        int spacing = queue.spacing();
        boolean far = entry.sequence() - start > (long) HORIZON_REACH * spacing && queue.size() > HORIZON_REACH;
        if (far || entry.deliveryTimeMillis() != 0) {
            Target target = new Target(queue.number(), entry.sequence());
            return sink.record(Facts.of(new Event.DeliveriesExposed(List.of(target))));
        }
        long horizon = entry.sequence() + (long) HORIZON_STEP * spacing;
        return sink.record(Facts.of(new Event.HorizonRaised(queue.number(), horizon)));
    }

    private void deferDelayed(MessageEntry entry) {
        if (entry.deliveryTimeMillis() != 0) {
            deferrals.defer(entry, entry.deliveryTimeMillis());
        }
    }

    private void offerDue(long nowMillis) {
        MessageEntry entry = deferrals.due(nowMillis);
        for (int offered = 1; entry != null; offered++) {
            QueueDispatch dispatch = queues.get(entry.queue().number());
            if (dispatch != null) {
                dispatch.comeBack(entry);
                schedule(dispatch);
            }
            entry = offered < DUE_PER_RUN ? deferrals.due(nowMillis) : null;
        }
        moreDue = deferrals.dueMillis() <= nowMillis;
    }

    private void schedule(@Nullable QueueDispatch dispatch) {
        if (dispatch != null && dispatch.schedule()) {
            ready.addLast(dispatch);
        }
    }
}
