package io.chasqui.systemtests.xa;

import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another participant of a transaction, which notes what it is asked and does what a test wants at the commit. */
final class OtherResource implements XAResource {
    private final List<String> calls = new ArrayList<>();
    private final Runnable onCommit;
    private final int vote;

    private OtherResource(Runnable onCommit, int vote) {
        this.onCommit = onCommit;
        this.vote = vote;
    }

    /** One that has no objections. */
    static OtherResource willing() {
        return committing(() -> {});
    }

    /** One that does something when it is told to commit. */
    static OtherResource committing(Runnable action) {
        return new OtherResource(action, XA_OK);
    }

    /** One that rolls back when it is asked to prepare. */
    static OtherResource unwilling() {
        return new OtherResource(() -> {}, XAException.XA_RBROLLBACK);
    }

    /** What it was asked, in order. */
    List<String> calls() {
        return calls;
    }

    @Override
    public void start(Xid xid, int flags) {
        calls.add("start");
    }

    @Override
    public void end(Xid xid, int flags) {
        calls.add("end");
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        calls.add("prepare");
        if (vote != XA_OK) {
            throw new XAException(vote);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        calls.add("commit");
        onCommit.run();
    }

    @Override
    public void rollback(Xid xid) {
        calls.add("rollback");
    }

    @Override
    public void forget(Xid xid) {
        calls.add("forget");
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
