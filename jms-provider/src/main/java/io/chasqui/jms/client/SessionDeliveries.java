package io.chasqui.jms.client;

import io.chasqui.jms.message.Acknowledger;
import io.chasqui.jms.message.DeliveryDetails;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.jms.message.MessageConversion;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.Drained;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import jakarta.jms.JMSException;
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
    private static final String SET_ASIDE_AT = "JMS_Chasqui_SetAsideAt";
    private static final String RECEIVE_TIMESTAMP = "JMSXRcvTimestamp";
    private static final int ANNOTATION_BYTES = 64;

    private final SessionCore session;
    private final Map<Integer, ConsumerCore> consumers = new LinkedHashMap<>();
    private final DeliveryLedger ledger = new DeliveryLedger();
    private final AssignedDeliveries assigned;
    private int epoch = 1;
    private int lastConsumer;

    SessionDeliveries(SessionCore session) {
        this.session = session;
        this.assigned = new AssignedDeliveries(session);
    }

    DeliveryLedger ledger() {
        return ledger;
    }

    AssignedDeliveries assigned() {
        return assigned;
    }

    /** Another session has taken these over; called without this session's lock. */
    void handedOver(List<DeliveryName> names) {
        session.lock().lock();
        try {
            ledger.letGo(names);
        } finally {
            session.lock().unlock();
        }
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

    /**
     * Takes a delivery, if it is not from an older epoch and its consumer is still there; called without the session's
     * lock. The receiver is woken when the lock is free: else it would only wake to wait for the lock.
     */
    void deliver(Deliver delivery) {
        ConsumerCore consumer;
        session.lock().lock();
        try {
            consumer = consumers.get(delivery.consumer());
            if (consumer == null
                    || (delivery.epoch() < epoch && !consumer.spec().browses())) {
                return;
            }
            consumer.arrive(delivery);
            session.dispatcher().wake();
        } finally {
            session.lock().unlock();
        }
        consumer.wake();
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

    /**
     * Opens a delivery for the application; called without the session's lock.
     *
     * @param browses whether it is only looked at
     * @return null if it expired on its way, and was ended therefore
     * @throws JMSException if it cannot be read
     */
    @Nullable
    JmsMessage open(Deliver delivery, boolean browses) throws JMSException {
        try {
            SealedMessage message = SealedMessage.of(delivery.message());
            if (hasExpired(message.expirationMillis()) && !wasSetAside(delivery)) {
                if (!browses) {
                    session.acknowledgements().expired(delivery);
                }
                return null;
            }
            DeliveryDetails details = new DeliveryDetails(
                    delivery.deliveryCount(),
                    annotations(delivery),
                    browses ? Acknowledger.NOTHING : session.acknowledgements(),
                    session.connection().settings().objects());
            return MessageConversion.received(message, details);
        } catch (WireFormatException malformed) {
            throw new Failure(ErrorCode.PROTOCOL, "A message could not be read: " + malformed.getMessage(), malformed)
                    .toException();
        }
    }

    private boolean hasExpired(long expirationMillis) {
        return expirationMillis != 0
                && expirationMillis <= session.connection().link().brokerTimeMillis();
    }

    /** A message in a dead-letter or expiry queue stays until somebody takes it, whatever its header says. */
    private static boolean wasSetAside(Deliver delivery) {
        byte[] annotations = delivery.annotations();
        return annotations.length > 0
                && PropertyCodec.read(new WireReader(annotations)).containsKey(SET_ASIDE_AT);
    }

    /** What goes with the message besides its own properties. */
    private byte[] annotations(Deliver delivery) {
        byte[] given = delivery.annotations();
        if (!session.connection().settings().receiveTimestamp()) {
            return given;
        }
        Map<String, @Nullable Object> all =
                given.length == 0 ? new LinkedHashMap<>() : PropertyCodec.read(new WireReader(given));
        all.put(RECEIVE_TIMESTAMP, session.connection().link().brokerTimeMillis());
        WireWriter out = new WireWriter(ANNOTATION_BYTES + given.length);
        PropertyCodec.write(out, all);
        return out.toByteArray();
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
