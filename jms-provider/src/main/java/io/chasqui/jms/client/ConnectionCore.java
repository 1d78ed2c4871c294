package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionRefused;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.ConnectionFrame.TemporaryDeleted;
import io.chasqui.protocol.frame.SessionEvent;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual connection on a shared link: its client identifier, its sessions, whether it is started, and its end. The
 * broker learns of it with its first use. Its lock orders attaching, detaching and opening of sessions; nothing that a
 * channel calls takes it.
 */
final class ConnectionCore {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCore.class);

    private final Link link;
    private final int number;
    private final SessionKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, SessionCore> sessions = new ConcurrentHashMap<>();
    private final Set<JmsConnectionConsumer> connectionConsumers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastSession = new AtomicInteger();
    private final Temporaries temporaries;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private volatile @Nullable ExceptionListener exceptionListener;
    private volatile @Nullable Failure failure;
    private volatile @Nullable String clientId;
    private volatile boolean started;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean endMatters;
    private volatile boolean fresh = true;
    private boolean wanted;
    private @Nullable Attachment attached;

    ConnectionCore(Link link, int number) {
        this.link = link;
        this.number = number;
        this.key = SessionKey.random(link.environment());
        this.temporaries = new Temporaries(this);
    }

    Link link() {
        return link;
    }

    int number() {
        return number;
    }

    LinkSettings settings() {
        return link.settings();
    }

    ClientEnvironment environment() {
        return link.environment();
    }

    Temporaries temporaries() {
        return temporaries;
    }

    boolean isStarted() {
        return started;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    /** From now on closing waits for the broker, because somebody else may wait for what it frees. */
    void consumes() {
        endMatters = true;
    }

    /** Something was done with the connection: its client identifier can no longer be set. */
    void use() throws JMSException {
        checkOpen();
        fresh = false;
    }

    void checkOpen() throws JMSException {
        if (closed) {
            throw Failure.closed("connection");
        }
    }

    /**
     * Gives the connection its client identifier (Jakarta Messaging 3.1 §6.1.2) and waits for the broker to agree.
     *
     * @throws JMSException if it has one, was used already, or the broker refuses
     */
    void identify(String identifier) throws JMSException {
        checkOpen();
        if (clientId != null) {
            throw new IllegalStateException("The connection has the client identifier '" + clientId + "' already.");
        }
        if (!fresh) {
            throw new IllegalStateException(
                    "The client identifier must be set before anything else is done with the connection.");
        }
        clientId = identifier;
        open();
        flush();
        try {
            await(opened, "opening the connection");
            endMatters = true;
            fresh = false;
        } catch (JMSException refused) {
            forgetIdentity();
            throw refused;
        }
    }

    private void flush() {
        Attachment attachment = attached;
        if (attachment != null) {
            attachment.channel().flush();
        }
    }

    private void forgetIdentity() {
        lock.lock();
        try {
            clientId = null;
            wanted = false;
            attached = null;
            opened = new CompletableFuture<>();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the broker know the connection, together with what is sent next. */
    private void open() {
        lock.lock();
        try {
            if (!wanted) {
                wanted = true;
                introduce(link.attachment());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Goes to a link, if that is still the current one and the connection is in use. */
    void attach(@Nullable Attachment attachment) {
        lock.lock();
        try {
            if (attachment != null && introduce(attachment)) {
                sessions.values().forEach(session -> session.wire().drain(true));
                attachment.channel().flush();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean introduce(@Nullable Attachment attachment) {
        if (closed || !wanted || attachment == null || attached == attachment || link.attachment() != attachment) {
            return false;
        }
        attached = attachment;
        attachment.channel().send(new OpenConnection(number, key.high(), key.low(), clientId));
        temporaries.attach(attachment.channel());
        for (SessionCore session : sessions.values()) {
            session.attach(attachment.channel());
        }
        temporaries.attached();
        return true;
    }

    /**
     * Sends a frame about the connection, ahead of what its sessions send later; without a link it is not sent.
     *
     * @param change takes effect together with that: with the next link, if there is none now
     */
    void sendOrKeep(ConnectionFrame frame, Runnable change) {
        lock.lock();
        try {
            change.run();
            open();
            if (attached != null) {
                attached.channel().send(frame);
                attached.channel().flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the link has what all sessions have sent, or there is no link. */
    void settle() {
        sessions.values().forEach(session -> session.wire().settle());
    }

    /** The link was lost. */
    void detach() {
        lock.lock();
        try {
            attached = null;
            sessions.values().forEach(SessionCore::detach);
        } finally {
            lock.unlock();
        }
        if (closed) {
            ended.complete(false);
        }
    }

    /** A new session; the broker learns of it with the first thing that is done with it. */
    SessionCore createSession(AcknowledgeMode mode) throws JMSException {
        use();
        Failure broken = failure;
        if (broken != null) {
            throw broken.toException();
        }
        SessionCore session = new SessionCore(this, lastSession.incrementAndGet(), mode);
        lock.lock();
        try {
            checkOpen();
            open();
            sessions.put(session.number(), session);
            if (attached != null) {
                session.attach(attached.channel());
            }
        } finally {
            lock.unlock();
        }
        return session;
    }

    /** The connection consumers that are open. */
    Set<JmsConnectionConsumer> connectionConsumers() {
        return connectionConsumers;
    }

    /** A session has ended. */
    void closed(SessionCore session) {
        sessions.remove(session.number());
    }

    void start() throws JMSException {
        use();
        started = true;
        sessions.values().forEach(SessionCore::started);
    }

    /** Holds deliveries back; waits for message listeners that are running. A completion listener may call it (§7.3.4). */
    void stop() throws JMSException {
        checkNotInListener(
                "stop",
                session -> session.dispatcher().isCurrent()
                        && !session.dispatcher().isCompleting());
        use();
        started = false;
        for (SessionCore session : sessions.values()) {
            session.dispatcher().awaitListener(null);
        }
    }

    /** Ends the connection and its sessions. Closing twice is quiet. */
    void close() throws JMSException {
        checkNotInListener("close", session -> session.dispatcher().isCurrent());
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        // Listeners that run keep all services until they return (§6.1.8); then nothing begins any more.
        sessions.values().forEach(SessionCore::quiesce);
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        boolean waits = endMatters;
        for (JmsConnectionConsumer consumer : List.copyOf(connectionConsumers)) {
            consumer.close(); // before the sessions that work for it give back what it would take again
        }
        for (SessionCore session : new ArrayList<>(sessions.values())) {
            waits |= session.wire().isOwedAnswers();
            session.close();
            session.wire().settle();
        }
        Attachment attachment = attached;
        if (attachment != null && failure == null) {
            attachment.channel().send(new CloseConnection(number));
            attachment.channel().flush();
            if (waits) {
                awaitEnd();
            }
        }
        fail(Failure.of(ErrorCode.UNAVAILABLE, "The connection is closed."), false);
        link.forget(this);
    }

    private void awaitEnd() {
        try {
            await(ended, "closing the connection");
        } catch (JMSException unanswered) {
            LOG.debug("The broker did not answer the end of connection {}.", number, unanswered);
        }
    }

    private void checkNotInListener(String call, Predicate<SessionCore> listening) throws JMSException {
        for (SessionCore session : sessions.values()) {
            if (listening.test(session)) {
                throw new IllegalStateException(
                        "A listener must not " + call + " its own connection: it would wait for itself.");
            }
        }
    }

    /** Takes what the broker says about this connection. */
    void onFrame(ConnectionFrame frame) {
        switch (frame.kind()) {
            case CONNECTION_OPENED -> opened.complete(true);
            case CONNECTION_REFUSED -> refused((ConnectionRefused) frame);
            case CONNECTION_CLOSED -> ended.complete(true);
            case TEMPORARY_DELETED -> temporaries.deleted((TemporaryDeleted) frame);
            default -> LOG.warn("A client does not expect {}.", frame.kind());
        }
    }

    private void refused(ConnectionRefused frame) {
        Failure refusal = Failure.of(frame.code(), frame.text());
        boolean used = !fresh; // asked first: who waits for the answer may go on and use the connection
        opened.completeExceptionally(refusal.toException());
        if (used) {
            fail(refusal, true);
        }
    }

    /** Takes what the broker says to one of the sessions; what comes for one that is gone is late and means nothing. */
    void onEvent(SessionEvent event) {
        SessionCore session = sessions.get(event.session());
        if (session != null) {
            session.onEvent(event);
        }
    }

    /** The connection cannot go on: everybody who waits learns why, and the exception listener is told. */
    void fail(Failure reason) {
        fail(reason, true);
    }

    private void fail(Failure reason, boolean tell) {
        if (failure != null) {
            return;
        }
        failure = reason;
        opened.completeExceptionally(reason.toException());
        ended.complete(false);
        temporaries.fail(reason);
        sessions.values().forEach(session -> session.fail(reason));
        if (tell && !closed) {
            report(reason);
        }
    }

    void listen(@Nullable ExceptionListener listener) {
        exceptionListener = listener;
    }

    @Nullable
    ExceptionListener exceptionListener() {
        return exceptionListener;
    }

    /** Tells the exception listener, on a thread of its own (Jakarta Messaging 3.1 §6.1.7). */
    void report(Failure problem) {
        ExceptionListener listener = exceptionListener;
        if (listener == null) {
            LOG.warn("Connection {}: {}", number, problem.text());
            return;
        }
        environment().start("chasqui-exception-listener", true, () -> listener.onException(problem.toException()));
    }

    /** Waits for an answer of the broker, as long as a lost link may take to come back. */
    void await(CompletableFuture<Boolean> answer, String doing) throws JMSException {
        long timeoutMillis =
                (long) settings().reconnectTimeoutMillis() + settings().connectTimeoutMillis();
        try {
            answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw Failure.interrupted(doing);
        } catch (TimeoutException late) {
            throw new Failure(
                            ErrorCode.UNAVAILABLE,
                            "No answer within " + timeoutMillis + " ms while " + doing + ".",
                            late)
                    .toException();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof JMSException known
                    ? known
                    : new Failure(ErrorCode.INTERNAL, "Failed while " + doing + ".", refused).toException();
        }
    }
}
