package io.chasqui.jms.client;

import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.Drained;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's consumers, their credit, and the epoch of its deliveries: when the broker takes back what is in flight
 * (release, rollback, new link), the epoch rises and whatever still arrives from before is dropped. Guarded by the
 * session's lock.
 */
final class SessionDeliveries {
    private final SessionCore session;
    private final Map<Integer, ConsumerCore> consumers = new LinkedHashMap<>();
    private final DeliveryLedger ledger = new DeliveryLedger();
    private int epoch = 1;
    private int lastConsumer;

    SessionDeliveries(SessionCore session) {
        this.session = session;
    }

    DeliveryLedger ledger() {
        return ledger;
    }

    int epoch() {
        return epoch;
    }

    /** Makes a consumer known, so that its messages find it. */
    ConsumerCore add(ConsumerSpec spec) {
        ConsumerCore consumer = new ConsumerCore(session, ++lastConsumer, spec);
        consumers.put(consumer.number(), consumer);
        return consumer;
    }

    void remove(ConsumerCore consumer) {
        consumers.remove(consumer.number());
        consumer.close();
    }

    List<ConsumerCore> all() {
        return new ArrayList<>(consumers.values());
    }

    /** Takes a delivery; false if it is from an older epoch or its consumer is gone. */
    boolean arrive(Deliver delivery) {
        @Nullable ConsumerCore consumer = consumers.get(delivery.consumer());
        if (consumer == null || (delivery.epoch() < epoch && !consumer.spec().browses())) {
            return false;
        }
        consumer.arrive(delivery);
        return true;
    }

    void drained(Drained answer) {
        @Nullable ConsumerCore consumer = consumers.get(answer.consumer());
        if (consumer != null && (answer.epoch() >= epoch || consumer.spec().browses())) {
            consumer.drained();
        }
    }

    void hold(ConsumerCore consumer, Deliver delivery) {
        ledger.hold(delivery.name(), consumer.number());
    }

    /** Begins a new epoch: drops what has arrived and all credit; browsers hold nothing to give back and go on. */
    int nextEpoch() {
        epoch++;
        for (ConsumerCore consumer : consumers.values()) {
            if (!consumer.spec().browses()) {
                consumer.reset();
            }
        }
        return epoch;
    }

    /** Takes out the browsers, whose walks a new link cannot continue. */
    List<ConsumerCore> interruptBrowsers() {
        List<ConsumerCore> browsers = consumers.values().stream()
                .filter(consumer -> consumer.spec().browses())
                .toList();
        for (ConsumerCore browser : browsers) {
            consumers.remove(browser.number());
            browser.interrupt();
        }
        return browsers;
    }

    /** Grants what a consumer lacks; the caller drains afterwards. */
    void grant(ConsumerCore consumer) {
        if (consumer.isClosed()
                || consumer.spec().browses()
                || !session.connection().isStarted()
                || !session.wire().attached()) {
            return;
        }
        int credit = consumer.credit().topUp(consumer.buffered());
        if (credit > 0) {
            session.wire().sendUnnumbered(flow(consumer, credit, false));
        }
    }

    /** Grants what all consumers lack; the caller drains afterwards. */
    void grantAll() {
        for (ConsumerCore consumer : consumers.values()) {
            grant(consumer);
        }
    }

    /** Asks the broker to deliver what it has now and to say so; the caller drains afterwards. */
    void drain(ConsumerCore consumer) {
        int credit = consumer.credit().drain(consumer.buffered());
        session.wire().sendUnnumbered(flow(consumer, credit, true));
    }

    void wakeAll() {
        for (ConsumerCore consumer : consumers.values()) {
            consumer.wake();
        }
    }

    private Flow flow(ConsumerCore consumer, int credit, boolean drain) {
        return new Flow(session.connection().number(), session.number(), consumer.number(), epoch, credit, drain);
    }
}
