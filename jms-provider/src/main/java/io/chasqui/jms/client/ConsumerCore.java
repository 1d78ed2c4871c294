package io.chasqui.jms.client;

import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One consumer: the messages that have arrived for it, its credit, and the thread that waits in {@code receive}. All
 * methods but {@link #take}, {@link #look} and {@link #wake} are called with the session's lock held.
 */
final class ConsumerCore {
    /** Waits until a message comes or the consumer is closed. */
    static final long FOREVER_NANOS = Long.MAX_VALUE;
    /** Asks the broker whether there is a message right now. */
    static final long NO_WAIT_NANOS = 0;

    private final SessionCore session;

    private final int number;
    private final ConsumerSpec spec;
    private final ArrayDeque<Deliver> buffer = new ArrayDeque<>();
    private final ConsumerCredit credit;
    private @Nullable MessageListener listener;
    private @Nullable Failure failure;
    private volatile @Nullable Thread receiver;
    private long openSequence;
    private int openCredit;
    private long drainsAsked;
    private long drainsAnswered;
    private boolean exhausted;
    private boolean interrupted;
    private volatile boolean closed;

    ConsumerCore(SessionCore session, int number, ConsumerSpec spec) {
        this.session = session;
        this.number = number;
        this.spec = spec;
        this.credit = new ConsumerCredit(session.connection().settings().prefetch());
    }

    int number() {
        return number;
    }

    ConsumerSpec spec() {
        return spec;
    }

    ConsumerCredit credit() {
        return credit;
    }

    int buffered() {
        return buffer.size();
    }

    /** Sequence of the command that opened it. */
    long openSequence() {
        return openSequence;
    }

    void opening(long sequence, int initialCredit) {
        openSequence = sequence;
        openCredit = initialCredit;
        credit.opened(initialCredit);
    }

    /** The opening is sent again on a new link. */
    void openedAgain() {
        credit.opened(openCredit);
    }

    @Nullable
    MessageListener listener() {
        return listener;
    }

    void listen(@Nullable MessageListener newListener) {
        listener = newListener;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes a delivery that has arrived; {@link #wake} follows, when the caller no longer holds the lock. */
    void arrive(Deliver delivery) {
        credit.delivered(delivery.message().length);
        buffer.addLast(delivery);
    }

    /** Puts back what was taken last: it comes out next, as if it had not been taken. */
    void putBack(Deliver delivery) {
        buffer.addFirst(delivery);
    }

    void drained() {
        exhausted = credit.outstanding() > 0;
        credit.drained();
        drainsAnswered++;
        wake();
    }

    /** Drops what has arrived and all credit: the broker takes it back. */
    void reset() {
        buffer.clear();
        credit.reset();
        drainsAnswered = drainsAsked;
        wake();
    }

    /** No message comes out any more; a waiting receiver returns. */
    void close() {
        closed = true;
        buffer.clear();
        wake();
    }

    /** A browser's link was lost, and with it what was on its way: its walk has to begin anew. */
    void interrupt() {
        interrupted = true;
        close();
    }

    /** Whether it was closed by the loss of its link. */
    boolean isInterrupted() {
        return interrupted;
    }

    void fail(Failure reason) {
        if (failure == null) {
            failure = reason;
        }
        wake();
    }

    /** Lets the waiting receiver look again; with or without the session's lock. */
    void wake() {
        LockSupport.unpark(receiver);
    }

    /**
     * The oldest message that has arrived, if the connection is started; the session holds it from then on. After a
     * failure there is none: it could not be acknowledged any more.
     */
    @Nullable
    Deliver poll() {
        if (closed || failure != null || !session.connection().isStarted()) {
            return null;
        }
        Deliver delivery = buffer.pollFirst();
        if (delivery != null) {
            credit.consumed();
            session.deliveries().hold(this, delivery);
        }
        return delivery;
    }

    /**
     * Takes the next message, which the session holds from then on; called without the session's lock, by one thread at
     * a time.
     *
     * @param timeoutNanos how long to wait; see {@link #NO_WAIT_NANOS} and {@link #FOREVER_NANOS}
     * @return null if there is none in time, or the consumer was closed
     * @throws JMSException if the connection failed or the thread was interrupted
     */
    @Nullable
    Deliver take(long timeoutNanos) throws JMSException {
        receiver = Thread.currentThread();
        try {
            return timeoutNanos == NO_WAIT_NANOS ? takeNow() : takeWithin(timeoutNanos);
        } finally {
            receiver = null;
        }
    }

    /**
     * Takes the next message of a browser's walk, whether the connection is started or not; called without the session's
     * lock, by one thread at a time.
     *
     * @return null at the end of the walk, or when the browser was closed or interrupted
     * @throws JMSException if the connection failed or the thread was interrupted
     */
    @Nullable
    Deliver look() throws JMSException {
        receiver = Thread.currentThread();
        boolean told = false;
        try {
            while (true) {
                Deliver delivery;
                boolean ended;
                session.lock().lock();
                try {
                    delivery = shown();
                    ended = closed || exhausted;
                } finally {
                    session.lock().unlock();
                }
                if (delivery != null || ended) {
                    session.wire().drain(false);
                    return delivery;
                }
                told = tell(told);
                if (!told) {
                    park(FOREVER_NANOS);
                }
            }
        } finally {
            receiver = null;
        }
    }

    /**
     * Hands over what was added, every other time. Whoever does so may work for the broker meanwhile and miss that it was
     * woken: it has to look again before it parks.
     *
     * @param told whether that was done just before
     * @return whether it was done now
     */
    private boolean tell(boolean told) {
        if (!told) {
            session.wire().drain(false);
        }
        return !told;
    }

    /** What has arrived; asks for the next page when nothing has and none is under way. */
    private @Nullable Deliver shown() throws JMSException {
        if (failure != null) {
            throw failure.toException();
        }
        Deliver delivery = buffer.pollFirst();
        if (delivery != null) {
            credit.consumed();
        } else if (!closed
                && !exhausted
                && drainsAnswered >= drainsAsked
                && session.wire().attached()) {
            session.deliveries().drain(this);
            drainsAsked++;
        }
        return delivery;
    }

    /** Opens a delivery, see {@link SessionDeliveries#open}. */
    @Nullable
    JmsMessage open(Deliver delivery) throws JMSException {
        return session.deliveries().open(delivery, spec.browses());
    }

    private @Nullable Deliver takeNow() throws JMSException {
        long drain = 0;
        boolean told = false;
        while (true) {
            Deliver delivery;
            boolean ended = false;
            session.lock().lock();
            try {
                delivery = attempt(false);
                if (delivery == null) {
                    drain = drain == 0 ? askToDrain() : drain;
                    ended = closed || drain == 0 || drainsAnswered >= drain;
                }
            } finally {
                session.lock().unlock();
            }
            if (delivery != null || ended) {
                session.wire().drain(false);
                return delivery;
            }
            told = tell(told);
            if (!told) {
                park(FOREVER_NANOS);
            }
        }
    }

    private @Nullable Deliver takeWithin(long timeoutNanos) throws JMSException {
        ClientEnvironment environment = session.connection().environment();
        boolean forever = timeoutNanos == FOREVER_NANOS;
        long start = forever ? 0 : environment.nanoTime();
        boolean told = false;
        while (true) {
            Deliver delivery;
            boolean ended;
            session.lock().lock();
            try {
                delivery = attempt(true);
                ended = closed;
            } finally {
                session.lock().unlock();
            }
            long left = forever ? FOREVER_NANOS : timeoutNanos - (environment.nanoTime() - start);
            if (delivery != null || ended || left <= 0) {
                session.wire().drain(false);
                return delivery;
            }
            told = tell(told);
            if (!told) {
                park(left);
            }
        }
    }

    private @Nullable Deliver attempt(boolean willWait) throws JMSException {
        if (failure != null) {
            throw failure.toException();
        }
        Deliver delivery = poll();
        if (willWait || delivery != null) {
            session.deliveries().grant(this);
        }
        return delivery;
    }

    /** The number of the request, or 0 if nobody can be asked. */
    private long askToDrain() {
        if (closed || !session.connection().isStarted() || !session.wire().attached()) {
            return 0;
        }
        session.deliveries().drain(this);
        return ++drainsAsked;
    }

    private void park(long nanos) throws JMSException {
        if (nanos == FOREVER_NANOS) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
        if (Thread.interrupted()) {
            throw Failure.interrupted("waiting for a message");
        }
    }
}
