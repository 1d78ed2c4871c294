package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.Rollback;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The local transaction of a session (Jakarta Messaging 3.1 §6.2.7). Sends are staged at the broker, acknowledgements
 * wait here for the commit. When part of it is lost (a staged send was refused, the broker forgot the session), it is
 * doomed: nothing but a rollback can follow, and commit says so.
 */
final class SessionTransaction {
    private final SessionCore session;
    private final ReentrantLock lock;
    private @Nullable Failure doom;
    private int stagedSends;

    SessionTransaction(SessionCore session) {
        this.session = session;
        this.lock = session.lock();
    }

    /** A send joins the transaction; the caller holds the lock. */
    void staged() {
        stagedSends++;
    }

    /** Number of sends since the last completion, which are somebody else's from now on; the caller holds the lock. */
    int takeStaged() {
        int staged = stagedSends;
        stagedSends = 0;
        doom = null;
        return staged;
    }

    /** The transaction can only roll back from now on; the caller holds the lock. */
    void doom(Failure reason) {
        if (doom == null) {
            doom = reason;
        }
    }

    /** The session goes on on a new link; the caller holds the lock. */
    void reattached(boolean resumed, boolean lostDeliveries) {
        boolean lost = lostDeliveries || (!resumed && (stagedSends > 0 || !ledger().holdsNothing()));
        if (session.mode() == AcknowledgeMode.TRANSACTED && lost) {
            doom(Failure.of(
                    ErrorCode.TRANSACTION_ROLLED_BACK,
                    "The connection to the broker was lost and the broker no longer has this transaction;"
                            + " it was rolled back."));
        }
    }

    void commit() throws JMSException {
        expectTransacted("commit");
        session.dispatcher().awaitCompletions();
        Failure doomed;
        PendingCommand command = null;
        List<DeliveryName> consumed = List.of();
        lock.lock();
        try {
            session.checkOpen();
            doomed = doom;
            if (doomed == null) {
                if (stagedSends == 0 && ledger().holdsNothing()) {
                    return;
                }
                consumed = ledger().takeHeld();
                command = submitCommit(stagedSends, consumed);
                stagedSends = 0;
            }
        } finally {
            lock.unlock();
        }
        if (command == null) {
            rollback();
            throw rolledBack(doomed);
        }
        await(command, consumed);
    }

    void rollback() throws JMSException {
        expectTransacted("rollback");
        session.dispatcher().awaitCompletions();
        PendingCommand command;
        lock.lock();
        try {
            session.checkOpen();
            if (stagedSends == 0 && ledger().holdsNothing() && doom == null) {
                return;
            }
            command = submitRollback(ledger().takeHeld());
        } finally {
            lock.unlock();
        }
        session.wire().await(command, "rolling back");
        lock.lock();
        try {
            doom = null; // a send of this transaction may have been refused while it was rolled back
        } finally {
            lock.unlock();
        }
    }

    private void await(PendingCommand command, List<DeliveryName> consumed) throws JMSException {
        try {
            session.wire().await(command, "committing");
        } catch (JMSException refused) {
            Failure refusal = command.failure();
            if (refusal == null || session.connection().failure() != null) {
                throw refused;
            }
            Failure reason;
            lock.lock();
            try {
                reason = doom == null ? refusal : doom;
                submitRollback(consumed);
            } finally {
                lock.unlock();
            }
            session.wire().drain(true);
            throw rolledBack(reason);
        }
    }

    private PendingCommand submitCommit(int sends, List<DeliveryName> consumed) {
        return session.wire()
                .submit(sequence ->
                        new Commit(session.connection().number(), session.number(), sequence, sends, consumed));
    }

    private PendingCommand submitRollback(List<DeliveryName> seen) {
        stagedSends = 0;
        doom = null;
        session.deliveries().assigned().clear();
        int epoch = session.deliveries().nextEpoch();
        PendingCommand command = session.wire()
                .submit(sequence ->
                        new Rollback(session.connection().number(), session.number(), sequence, epoch, seen));
        session.deliveries().grantAll();
        return command;
    }

    private DeliveryLedger ledger() {
        return session.deliveries().ledger();
    }

    private void expectTransacted(String call) throws JMSException {
        session.checkOpen();
        if (session.mode() != AcknowledgeMode.TRANSACTED) {
            throw new IllegalStateException(
                    call + "() needs a transacted session but this one is in mode " + session.mode() + ".");
        }
        if (session.dispatcher().isCompleting()) {
            throw new IllegalStateException("A completion listener must not call " + call + "() on its own session.");
        }
    }

    private static JMSException rolledBack(@Nullable Failure reason) {
        String text = reason == null ? "The transaction was rolled back." : reason.text();
        return Failure.of(ErrorCode.TRANSACTION_ROLLED_BACK, text).toException();
    }
}
