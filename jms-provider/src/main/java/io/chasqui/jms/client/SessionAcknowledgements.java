package io.chasqui.jms.client;

import io.chasqui.jms.message.Acknowledger;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Expire;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How a session tells the broker what the application has consumed (Jakarta Messaging 3.1 §6.2.10). AUTO tells of each
 * message by itself, without waiting for the answer: together with the link's next frame, a millisecond later at most, and
 * before the session has another one to tell of. DUPS_OK tells of several together, a few milliseconds later at most. CLIENT
 * tells and waits when asked to; a transacted session tells with its commit.
 */
final class SessionAcknowledgements implements Acknowledger {
    private static final int TOGETHER = 64;

    private final SessionCore session;
    private final ReentrantLock lock;
    private final SessionDeliveries deliveries;

    SessionAcknowledgements(SessionCore session) {
        this.session = session;
        this.lock = session.lock();
        this.deliveries = session.deliveries();
    }

    /** The application has a delivery, or its listener is done with it; called without the lock. */
    void processed(Deliver delivery) {
        if (!session.isAutomatic()) {
            return;
        }
        boolean later;
        lock.lock();
        try {
            DeliveryLedger ledger = deliveries.ledger();
            if (ledger.letGo(delivery.name())) {
                ledger.finish(delivery.name());
            }
            boolean full = ledger.finishedCount() >= TOGETHER;
            later = !full && session.mode() == AcknowledgeMode.DUPS_OK;
            if (!later) {
                tellFinished();
            }
        } finally {
            lock.unlock();
        }
        LinkTimer timer = session.connection().link().timer();
        if (later) {
            timer.flushSoon(session);
        } else if (session.wire().drainForCompany()) {
            timer.pushSoon();
        }
    }

    /**
     * The application could not use a delivery: in AUTO and DUPS_OK it comes again, as if nobody had seen it, or counted
     * if the link was lost meanwhile; called without the lock.
     */
    void unread(ConsumerCore consumer, Deliver delivery) {
        if (!session.isAutomatic()) {
            return;
        }
        lock.lock();
        try {
            boolean current = delivery.epoch() >= deliveries.epoch() && !consumer.isClosed();
            if (current && deliveries.ledger().letGo(delivery.name())) {
                consumer.putBack(delivery);
                return;
            }
        } finally {
            lock.unlock();
        }
        release();
    }

    /** A listener failed: AUTO and DUPS_OK give the delivery back, counted; called without the lock. */
    void failed() {
        if (session.isAutomatic()) {
            release();
        }
    }

    /** Ends a delivery that expired on its way to the application; called without the lock. */
    void expired(Deliver delivery) {
        lock.lock();
        try {
            if (deliveries.ledger().letGo(delivery.name())) {
                PendingCommand unused = session.wire()
                        .submit(sequence -> new Expire(
                                session.connection().number(), session.number(), sequence, List.of(delivery.name())));
            }
        } finally {
            lock.unlock();
        }
        session.wire().drain(true);
    }

    /** Tells what is finished; called without the lock. */
    void flush() {
        lock.lock();
        try {
            tellFinished();
        } finally {
            lock.unlock();
        }
        session.wire().drain(true);
    }

    /** Tells what is finished; the caller holds the lock and drains afterwards. */
    void tellFinished() {
        if (deliveries.ledger().finishedCount() > 0) {
            submit(deliveries.ledger().takeFinished(), false);
        }
    }

    /** {@code Message.acknowledge()}: everything the session has consumed; waits for the broker. */
    @Override
    public void acknowledge() throws JMSException {
        session.checkOpen();
        if (session.mode() != AcknowledgeMode.CLIENT) {
            return;
        }
        List<DeliveryName> consumed;
        PendingCommand command;
        lock.lock();
        try {
            consumed = deliveries.ledger().held();
            if (consumed.isEmpty()) {
                return;
            }
            command = submit(consumed, true);
        } finally {
            lock.unlock();
        }
        session.wire().await(command, "acknowledging");
        lock.lock();
        try {
            deliveries.ledger().letGo(consumed);
        } finally {
            lock.unlock();
        }
    }

    /** {@code Session.recover()}: what is not acknowledged comes again, in order. */
    void recover() throws JMSException {
        session.checkOpen();
        if (session.mode() == AcknowledgeMode.TRANSACTED) {
            throw new IllegalStateException("recover() is for sessions that are not transacted: use rollback().");
        }
        release();
    }

    /** Gives back what nobody has seen; called without the lock. */
    void giveBack(List<DeliveryName> names) {
        lock.lock();
        try {
            deliveries.ledger().letGo(names);
            int epoch = deliveries.nextEpoch();
            session.wire()
                    .submit(sequence ->
                            new Release(session.connection().number(), session.number(), sequence, epoch, List.of()));
            deliveries.grantAll();
        } finally {
            lock.unlock();
        }
        session.wire().drain(true);
    }

    private void release() {
        lock.lock();
        try {
            tellFinished();
            List<DeliveryName> seen = deliveries.ledger().takeHeld();
            if (seen.isEmpty()) {
                return;
            }
            deliveries.assigned().clear();
            int epoch = deliveries.nextEpoch();
            session.wire()
                    .submit(sequence ->
                            new Release(session.connection().number(), session.number(), sequence, epoch, seen));
            deliveries.grantAll();
        } finally {
            lock.unlock();
        }
        session.wire().drain(true);
    }

    private PendingCommand submit(List<DeliveryName> names, boolean urgent) {
        return session.wire()
                .submit(sequence ->
                        new Acknowledge(session.connection().number(), session.number(), sequence, names, urgent));
    }
}
