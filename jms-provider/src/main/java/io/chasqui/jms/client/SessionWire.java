package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A session's numbered conversation with the broker: gives commands their sequence, keeps the unanswered ones, limits
 * sends by credit, and carries everything over to a new link. While there is no link, commands are numbered and kept,
 * and those who wait for answers go on waiting.
 */
final class SessionWire {
    private final ReentrantLock lock;
    private final Condition creditCame;
    private final CommandLog log = new CommandLog();
    private final SendWindow window = new SendWindow();
    private volatile @Nullable Outbox outbox;
    private volatile @Nullable Outbox attaching;
    private @Nullable Failure failure;
    private boolean ended;

    /**
     * A conversation that has not begun.
     *
     * @param lock the session's lock; methods marked so need it held
     */
    SessionWire(ReentrantLock lock) {
        this.lock = lock;
        this.creditCame = lock.newCondition();
    }

    /** Whether frames go out at once; the caller holds the lock. */
    boolean attached() {
        return outbox != null;
    }

    /** The unanswered commands; the caller holds the lock. */
    CommandLog log() {
        return log;
    }

    /** Whether the broker owes an answer to something other than the end of the session; the caller holds no lock. */
    boolean isOwedAnswers() {
        lock.lock();
        try {
            PendingCommand oldest = log.oldest();
            return oldest != null && oldest.frame().kind() != FrameKind.CLOSE_SESSION;
        } finally {
            lock.unlock();
        }
    }

    /** Numbers and sends a command nobody needs to hear about; the caller holds the lock and drains afterwards. */
    PendingCommand submit(LongFunction<SessionCommand> maker) {
        return submit(maker, null);
    }

    /** Numbers and sends a command; the caller holds the lock and drains afterwards. */
    PendingCommand submit(LongFunction<SessionCommand> maker, @Nullable Consumer<@Nullable Failure> onAnswer) {
        PendingCommand command = new PendingCommand(maker.apply(log.nextSequence()), onAnswer);
        if (failure != null) {
            command.answer(failure);
            return command;
        }
        log.add(command);
        Outbox out = outbox;
        if (out != null) {
            out.add(command.frame());
        }
        return command;
    }

    /**
     * Waits for send credit, then numbers and sends a message; the caller does not hold the lock and drains afterwards.
     *
     * @throws JMSException if there is no credit in time, the session was closed, or the connection failed
     */
    PendingCommand submitSend(SendRequest request, long timeoutNanos) throws JMSException {
        int bytes = request.message().size();
        lock.lock();
        try {
            checkNotEnded();
            if (failure != null || window.tryUse(bytes)) {
                return submit(request.frames(), request.onAnswer());
            }
        } finally {
            lock.unlock();
        }
        drain(true);
        lock.lock();
        try {
            awaitCredit(bytes, timeoutNanos);
            return submit(request.frames(), request.onAnswer());
        } finally {
            lock.unlock();
        }
    }

    private void awaitCredit(int bytes, long timeoutNanos) throws JMSException {
        long left = timeoutNanos;
        checkNotEnded();
        while (failure == null && !window.tryUse(bytes)) {
            if (left <= 0) {
                throw Failure.of(
                                ErrorCode.RESOURCE,
                                "The broker took no further messages of this session for "
                                        + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                                        + " ms (option sendTimeoutMillis): it is overloaded, full or not reachable.")
                        .toException();
            }
            try {
                left = creditCame.awaitNanos(left);
            } catch (InterruptedException interrupted) {
                throw Failure.interrupted("waiting for the broker to take more messages");
            }
            checkNotEnded();
        }
    }

    private void checkNotEnded() throws JMSException {
        if (ended) {
            throw Failure.closed("session");
        }
    }

    /** The session was closed: nothing more is sent, what is under way is still answered. The caller holds the lock. */
    void end() {
        ended = true;
        creditCame.signalAll();
    }

    /**
     * Sends a frame that is not numbered and is lost with the link, and is pushed out when it is drained; the caller holds
     * the lock.
     */
    void sendUnnumbered(SessionCommand frame) {
        Outbox out = outbox;
        if (out != null) {
            out.addUrgent(frame);
        }
    }

    /**
     * Hands what was submitted to the channel and lets it wait there for a frame that somebody waits for, see {@link
     * Outbox#drainForCompany}; the caller holds no lock.
     *
     * @return whether something waits
     */
    boolean drainForCompany() {
        Outbox opening = attaching;
        boolean waits = opening != null && opening.drainForCompany();
        Outbox out = outbox;
        return (out != null && out.drainForCompany()) || waits;
    }

    /** Hands what was submitted to the channel; the caller holds no lock. */
    void drain(boolean flush) {
        Outbox opening = attaching;
        if (opening != null) {
            opening.drain(flush);
        }
        Outbox out = outbox;
        if (out != null) {
            out.drain(flush);
        }
    }

    /** Hands what was submitted to the channel; the broker may see it a moment later, with more. The caller holds no lock. */
    void drainSoon() {
        Outbox opening = attaching;
        if (opening != null) {
            opening.drain(true);
        }
        Outbox out = outbox;
        if (out != null) {
            out.drainSoon();
        }
    }

    /**
     * Returns when the channel has everything that was submitted, also what another thread is sending or what waits for
     * the answer to {@link #reopen}; or when the link is lost. The caller holds no lock.
     */
    void settle() {
        lock.lock();
        try {
            while (attaching != null && failure == null) {
                creditCame.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        drain(true);
        for (Outbox out = outbox; out != null && !out.isEmpty(); out = outbox) {
            Thread.onSpinWait();
        }
    }

    /**
     * Sends and waits for the answer; the caller holds no lock.
     *
     * @param doing what the wait is for, in case it is interrupted
     */
    void await(PendingCommand command, String doing) throws JMSException {
        command.waitHere();
        drain(true);
        while (!command.isAnswered()) {
            LockSupport.park(command);
            if (Thread.interrupted() && !command.isAnswered()) {
                throw Failure.interrupted(doing + "; its outcome is unknown");
            }
        }
        Failure refusal = command.failure();
        if (refusal != null) {
            throw refusal.toException();
        }
    }

    /** Opens the conversation on a channel; commands follow without waiting. The caller holds the lock. */
    void open(PushedChannel channel, SessionCommand.OpenSession frame) {
        Outbox out = new Outbox(channel);
        out.add(frame);
        for (PendingCommand command : log) {
            out.add(command.frame());
        }
        outbox = out;
    }

    /** Asks to go on on a new channel; commands wait for {@link #resume}. The caller holds the lock. */
    void reopen(PushedChannel channel, SessionCommand.OpenSession frame) {
        Outbox out = new Outbox(channel);
        out.add(frame);
        outbox = null;
        attaching = out;
    }

    /** Whether {@link #reopen} has not been answered yet; the caller holds the lock. */
    boolean reopening() {
        return attaching != null;
    }

    /** The broker's first grant; the caller holds the lock. */
    void granted(int creditBytes) {
        window.grant(creditBytes);
        creditCame.signalAll();
    }

    /** Goes on after {@link #reopen}: repeats what is unanswered. The caller holds the lock and drains afterwards. */
    void resume(int creditBytes) {
        Outbox out = attaching;
        if (out == null) {
            return;
        }
        for (PendingCommand command : log) {
            out.add(command.frame());
        }
        outbox = out;
        attaching = null;
        window.restart(creditBytes, log);
        creditCame.signalAll();
    }

    /** The link is lost; the caller holds the lock. */
    void detach() {
        outbox = null;
        attaching = null;
        creditCame.signalAll();
    }

    /** Takes a cumulative confirmation; the caller holds the lock. */
    void confirmed(long sequence, int creditBytes) {
        window.add(creditBytes);
        for (PendingCommand done = log.pollUpTo(sequence); done != null; done = log.pollUpTo(sequence)) {
            answer(done, null);
        }
        log.dropAnswered();
        creditCame.signalAll();
    }

    /** Takes a single refusal; the caller holds the lock. */
    void refused(long sequence, Failure refusal) {
        PendingCommand command = log.find(sequence);
        if (command != null && !command.isAnswered()) {
            answer(command, refusal);
            log.refused(command);
            creditCame.signalAll();
        }
    }

    private void answer(PendingCommand command, @Nullable Failure refusal) {
        if (command.isAnswered()) {
            return; // it was refused before
        }
        if (command.sendBytes() > 0) {
            window.answered();
        }
        command.answer(refusal);
    }

    /** Ends the conversation: everything unanswered and everything later fails. The caller holds the lock. */
    void fail(Failure reason) {
        if (failure != null) {
            return;
        }
        failure = reason;
        for (PendingCommand orphan : log.takeAll()) {
            if (!orphan.isAnswered()) {
                orphan.answer(reason);
            }
        }
        creditCame.signalAll();
    }
}
