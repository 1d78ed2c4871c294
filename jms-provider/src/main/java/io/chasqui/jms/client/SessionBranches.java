package io.chasqui.jms.client;

import io.chasqui.jms.xa.Branches;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionCommand.XaDecide;
import io.chasqui.protocol.frame.SessionCommand.XaEnd;
import io.chasqui.protocol.frame.SessionCommand.XaRecover;
import io.chasqui.protocol.frame.SessionCommand.XaStart;
import io.chasqui.protocol.frame.SessionEvent.XaBranches;
import io.chasqui.protocol.message.Xid;
import jakarta.jms.JMSException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session's work for transaction branches. While it works for one, its sends are staged and what it consumes waits for
 * the end, which hands both to the branch. When a branch rolls back, what the session has prefetched goes back too, so
 * that redelivered messages come in order.
 */
final class SessionBranches implements Branches {
    private final SessionCore session;
    private final ReentrantLock lock;
    private final Map<Long, List<Xid>> answers = new HashMap<>();
    private volatile @Nullable Xid current;

    SessionBranches(SessionCore session) {
        this.session = session;
        this.lock = session.lock();
    }

    /** Whether what the session does belongs to a branch. */
    boolean working() {
        return current != null;
    }

    @Override
    public void start(Xid xid, BranchEntry entry, int timeoutSeconds) throws JMSException {
        PendingCommand command;
        lock.lock();
        try {
            session.checkOpen();
            session.acknowledgements().tellFinished();
            command = session.wire()
                    .submit(sequence ->
                            new XaStart(connection(), session.number(), sequence, xid, entry, timeoutSeconds));
        } finally {
            lock.unlock();
        }
        session.wire().await(command, "beginning to work for a transaction branch");
        current = xid;
    }

    @Override
    public void end(Xid xid, BranchExit exit) throws JMSException {
        session.dispatcher().awaitCompletions();
        PendingCommand command;
        lock.lock();
        try {
            session.checkOpen();
            boolean working = xid.equals(current);
            int sends = working ? session.transaction().takeStaged() : 0;
            List<DeliveryName> consumed =
                    working ? session.deliveries().ledger().takeHeld() : List.of();
            current = working ? null : current;
            command = session.wire()
                    .submit(sequence ->
                            new XaEnd(connection(), session.number(), sequence, xid, exit, sends, consumed));
            if (exit == BranchExit.FAIL) {
                returnPrefetched();
            }
        } finally {
            lock.unlock();
        }
        try {
            session.wire().await(command, "ending the work for a transaction branch");
        } catch (JMSException refused) {
            lock.lock();
            try {
                returnPrefetched();
            } finally {
                lock.unlock();
            }
            session.wire().drain(true);
            throw refused;
        }
    }

    @Override
    public void decide(Xid xid, BranchVerb verb) throws JMSException {
        PendingCommand command;
        lock.lock();
        try {
            session.checkOpen();
            command = session.wire()
                    .submit(sequence -> new XaDecide(connection(), session.number(), sequence, xid, verb));
            if (verb == BranchVerb.ROLLBACK) {
                returnPrefetched();
            }
        } finally {
            lock.unlock();
        }
        session.wire().await(command, "deciding about a transaction branch");
    }

    @Override
    public List<Xid> recover() throws JMSException {
        PendingCommand command;
        lock.lock();
        try {
            session.checkOpen();
            command = session.wire().submit(sequence -> new XaRecover(connection(), session.number(), sequence));
        } finally {
            lock.unlock();
        }
        session.wire().await(command, "asking for the transaction branches in doubt");
        lock.lock();
        try {
            return Objects.requireNonNull(answers.remove(command.sequence()), "branches in doubt");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean sameBroker(Branches other) {
        return other instanceof SessionBranches branches
                && session.connection()
                        .link()
                        .broker()
                        .equals(branches.session.connection().link().broker());
    }

    /** Takes the answer to {@link #recover}; the caller holds the lock. */
    void answered(XaBranches answer) {
        answers.put(answer.sequence(), answer.branches());
    }

    /** Lets the broker deliver anew what nobody has seen; the caller holds the lock and drains afterwards. */
    private void returnPrefetched() {
        SessionDeliveries deliveries = session.deliveries();
        if (working()
                || session.isClosed()
                || deliveries.all().isEmpty()
                || !deliveries.ledger().holdsNothing()) {
            return;
        }
        session.acknowledgements().tellFinished();
        int epoch = deliveries.nextEpoch();
        session.wire().submit(sequence -> new Release(connection(), session.number(), sequence, epoch, List.of()));
        deliveries.grantAll();
    }

    private int connection() {
        return session.connection().number();
    }
}
