package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.CloseConsumer;
import io.chasqui.protocol.frame.SessionCommand.CloseSession;
import io.chasqui.protocol.frame.SessionCommand.OpenConsumer;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionCommand.Unsubscribe;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session: ties its conversation with the broker, its deliveries, its acknowledgements and its transaction together
 * under one lock, which is held for moments only. The application uses it from one thread at a time; closing, and what
 * comes over the link, may happen at any time from others.
 */
final class SessionCore {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ConnectionCore connection;
    private final int number;
    private final SessionKey key;
    private final AcknowledgeMode mode;
    private final SessionWire wire = new SessionWire(lock);
    private final SessionDeliveries deliveries = new SessionDeliveries(this);
    private final SessionAcknowledgements acknowledgements = new SessionAcknowledgements(this);
    private final SessionTransaction transaction = new SessionTransaction(this);
    private final SessionBranches branches = new SessionBranches(this);
    private final SessionReattach reattach = new SessionReattach(this);
    private final DispatchThread dispatcher = new DispatchThread(this);
    private final AtomicLong lastMessage = new AtomicLong();
    private volatile boolean closed;
    private boolean closing;

    SessionCore(ConnectionCore connection, int number, AcknowledgeMode mode) {
        this.connection = connection;
        this.number = number;
        this.mode = mode;
        this.key = SessionKey.random(connection.environment());
    }

    ConnectionCore connection() {
        return connection;
    }

    int number() {
        return number;
    }

    SessionKey key() {
        return key;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    /** Whether what is consumed counts as acknowledged without the application saying so. */
    boolean isAutomatic() {
        return (mode == AcknowledgeMode.AUTO || mode == AcknowledgeMode.DUPS_OK) && !branches.working();
    }

    /** Whether what it does takes effect only with a commit: its own, or that of a transaction branch. */
    private boolean isTransacted() {
        return mode == AcknowledgeMode.TRANSACTED || branches.working();
    }

    ReentrantLock lock() {
        return lock;
    }

    SessionWire wire() {
        return wire;
    }

    SessionDeliveries deliveries() {
        return deliveries;
    }

    SessionAcknowledgements acknowledgements() {
        return acknowledgements;
    }

    SessionTransaction transaction() {
        return transaction;
    }

    SessionBranches branches() {
        return branches;
    }

    DispatchThread dispatcher() {
        return dispatcher;
    }

    boolean isClosed() {
        return closed;
    }

    void checkOpen() throws JMSException {
        if (closed) {
            throw Failure.closed("session");
        }
    }

    /** The identity for the next message of this session. */
    MessageIdentity nextIdentity() {
        return new MessageIdentity(key.high(), key.low(), lastMessage.incrementAndGet());
    }

    /**
     * Sends a message: waits for its answer if it is persistent and outside of a transaction, unless somebody else
     * wants to hear the answer.
     *
     * @param onAnswer hears the answer instead, under the session's lock; or null
     */
    void send(Destination destination, SealedMessage message, @Nullable Consumer<@Nullable Failure> onAnswer)
            throws JMSException {
        checkOpen();
        boolean transacted = isTransacted();
        boolean waits = !transacted && message.persistent() && onAnswer == null;
        SendRequest request = new SendRequest(
                message,
                sequence -> {
                    if (transacted) {
                        transaction.staged();
                    }
                    return new Send(connection.number(), number, sequence, destination, transacted, message.bytes());
                },
                waits ? null : refusal -> sent(refusal, transacted, onAnswer));
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(connection.settings().sendTimeoutMillis());
        PendingCommand command = wire.submitSend(request, timeoutNanos);
        if (waits) {
            wire.await(command, "sending");
        } else if (message.persistent() && !transacted) {
            wire.drainSoon(); // its answer has to wait for the disk anyway
        } else {
            wire.drain(!transacted || onAnswer != null);
        }
    }

    private void sent(@Nullable Failure refusal, boolean transacted, @Nullable Consumer<@Nullable Failure> onAnswer) {
        if (refusal != null && transacted) {
            transaction.doom(refusal);
        }
        if (onAnswer != null) {
            onAnswer.accept(refusal);
        } else if (refusal != null && !transacted) {
            LOG.warn("A non-persistent message was refused: {}", refusal.text());
        }
    }

    /** Opens a consumer and waits until the broker has it. */
    ConsumerCore openConsumer(ConsumerSpec spec) throws JMSException {
        connection.consumes();
        ConsumerCore consumer;
        PendingCommand command;
        lock.lock();
        try {
            checkOpen();
            consumer = deliveries.add(spec);
            command = submitOpen(consumer, null);
        } finally {
            lock.unlock();
        }
        try {
            wire.await(command, "opening a consumer");
        } catch (JMSException refused) {
            forget(consumer);
            throw refused;
        }
        return consumer;
    }

    /** Numbers and sends the command that opens a consumer; the caller holds the lock and drains afterwards. */
    PendingCommand submitOpen(ConsumerCore consumer, @Nullable Consumer<@Nullable Failure> onAnswer) {
        ConsumerSpec spec = consumer.spec();
        int credit = connection.isStarted() && !spec.browses() ? 1 : 0;
        PendingCommand command = wire.submit(
                sequence -> new OpenConsumer(
                        connection.number(),
                        number,
                        sequence,
                        consumer.number(),
                        spec.kind(),
                        spec.destination(),
                        spec.subscription(),
                        spec.selector(),
                        spec.noLocal(),
                        credit),
                onAnswer);
        consumer.opening(command.sequence(), credit);
        return command;
    }

    private void forget(ConsumerCore consumer) {
        lock.lock();
        try {
            deliveries.remove(consumer);
        } finally {
            lock.unlock();
        }
    }

    /** Closes a consumer; waits for its listener if that runs on another thread. Closing twice is quiet. */
    void closeConsumer(ConsumerCore consumer) {
        lock.lock();
        try {
            if (closed || consumer.isClosed()) {
                return;
            }
            consumer.close();
        } finally {
            lock.unlock();
        }
        dispatcher.awaitListener(consumer);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            acknowledgements.tellFinished();
            deliveries.remove(consumer);
            submitClose(consumer);
        } finally {
            lock.unlock();
        }
        wire.drain(true);
    }

    private void submitClose(ConsumerCore consumer) {
        wire.submit(sequence -> new CloseConsumer(
                connection.number(),
                number,
                sequence,
                consumer.number(),
                deliveries.ledger().heldBy(consumer.number())));
    }

    /** Deletes a durable subscription and waits for the broker. */
    void unsubscribe(String subscription) throws JMSException {
        PendingCommand command;
        lock.lock();
        try {
            checkOpen();
            command = wire.submit(sequence -> new Unsubscribe(connection.number(), number, sequence, subscription));
        } finally {
            lock.unlock();
        }
        wire.await(command, "unsubscribing");
    }

    /** The connection was started: grants credit, lets receivers and listeners go on. */
    void started() {
        boolean consumes;
        lock.lock();
        try {
            consumes = !deliveries.all().isEmpty();
            deliveries.grantAll();
            deliveries.wakeAll();
            dispatcher.started();
        } finally {
            lock.unlock();
        }
        if (consumes) {
            wire.drain(true);
        }
    }

    /** Ends receiving; waits for listeners and completions that are due. The session can still do everything else. */
    void quiesce() {
        lock.lock();
        try {
            dispatcher.stop();
            deliveries.all().forEach(ConsumerCore::close);
        } finally {
            lock.unlock();
        }
        dispatcher.awaitListener(null);
        dispatcher.awaitCompletions();
    }

    /**
     * Closes the session: receivers return, a running listener and asynchronous sends are waited for, the broker takes
     * everything unacknowledged back. Closing twice is quiet.
     */
    void close() throws JMSException {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
        } finally {
            lock.unlock();
        }
        quiesce();
        lock.lock();
        try {
            closed = true;
            acknowledgements.tellFinished();
            wire.submit(
                    sequence -> new CloseSession(
                            connection.number(),
                            number,
                            sequence,
                            deliveries.ledger().takeHeld()),
                    refusal -> connection.closed(this));
            wire.end();
            dispatcher.end();
            if (!wire.attached() && !wire.reopening()) {
                abandon();
            }
        } finally {
            lock.unlock();
        }
        wire.drain(true);
    }

    /**
     * Takes the session to a channel: for the first time, or again after the one before was lost. What there is to send
     * goes with the next draining of the wire.
     */
    void attach(PushedChannel channel) {
        lock.lock();
        try {
            reattach.attach(channel);
        } finally {
            lock.unlock();
        }
    }

    /** The channel was lost; a closed session does not come back on another one. */
    void detach() {
        lock.lock();
        try {
            wire.detach();
            deliveries.nextEpoch();
            deliveries.interruptBrowsers().forEach(this::submitClose);
            if (closed) {
                abandon();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The answers to what a closed session had under way will not come. */
    private void abandon() {
        wire.fail(Failure.of(
                ErrorCode.UNAVAILABLE,
                "The session was closed while the link was lost; the outcome of what was under way is unknown."));
    }

    /** The session cannot go on: everybody who waits learns why. */
    void fail(Failure reason) {
        lock.lock();
        try {
            wire.fail(reason);
            for (ConsumerCore consumer : deliveries.all()) {
                consumer.fail(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes what the broker sends; neither waits nor runs code of the application. */
    void onEvent(SessionEvent event) {
        if (event instanceof SessionEvent.Deliver delivery) {
            deliveries.deliver(delivery);
            return;
        }
        lock.lock();
        try {
            take(event);
        } finally {
            lock.unlock();
        }
        if (event.kind() == FrameKind.SESSION_OPENED) {
            wire.drain(true);
        }
    }

    private void take(SessionEvent event) {
        switch (event.kind()) {
            case CONFIRM -> confirmed((SessionEvent.Confirm) event);
            case REFUSE -> refused((SessionEvent.Refuse) event);
            case DRAINED -> deliveries.drained((SessionEvent.Drained) event);
            case XA_BRANCHES -> branches.answered((SessionEvent.XaBranches) event);
            case SESSION_OPENED -> reattach.opened((SessionEvent.SessionOpened) event);
            case SESSION_REFUSED -> refused((SessionEvent.SessionRefused) event);
            default -> LOG.warn("A session does not expect {}.", event.kind());
        }
    }

    private void confirmed(SessionEvent.Confirm confirm) {
        wire.confirmed(confirm.sequence(), confirm.sendCreditBytes());
    }

    private void refused(SessionEvent.Refuse refuse) {
        wire.refused(refuse.sequence(), Failure.of(refuse.code(), refuse.text()));
    }

    private void refused(SessionEvent.SessionRefused refuse) {
        Failure reason = Failure.of(refuse.code(), refuse.text());
        fail(reason);
        connection.report(reason);
    }
}
