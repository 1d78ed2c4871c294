package io.chasqui.jms.xa;

import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import jakarta.jms.JMSException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A session's {@code XAResource}. It keeps to the order of calls that JTA prescribes, so that a manager's mistake is told
 * at once; everything else is the broker's to know. {@code prepare}, {@code commit}, {@code rollback}, {@code forget} and
 * {@code recover} are for all branches of the broker, whichever session has worked for them.
 */
public final class BranchResource implements XAResource {
    /** The timeout of a branch unless the manager sets another one, in seconds. */
    public static final int DEFAULT_TIMEOUT_SECONDS = 300;

    private static final Xid[] NONE = {};

    private final Branches branches;
    private final Set<io.chasqui.protocol.message.Xid> suspended = ConcurrentHashMap.newKeySet();
    private volatile io.chasqui.protocol.message.@Nullable Xid current;
    private volatile int timeoutSeconds = DEFAULT_TIMEOUT_SECONDS;
    private volatile boolean scanning;

    /** The resource of one session. */
    public BranchResource(Branches branches) {
        this.branches = branches;
    }

    @Override
    public void start(@Nullable Xid xid, int flags) throws XAException {
        io.chasqui.protocol.message.Xid name = name(xid);
        BranchEntry entry = switch (flags) {
            case TMNOFLAGS -> BranchEntry.NEW;
            case TMJOIN -> BranchEntry.JOIN;
            case TMRESUME -> BranchEntry.RESUME;
            default ->
                throw XaFailure.of(
                        XAException.XAER_INVAL, "start() takes TMNOFLAGS, TMJOIN or TMRESUME but got " + flags + ".");
        };
        if (current != null) {
            throw XaFailure.of(XAException.XAER_PROTO, "The session works for branch " + current + ": end that first.");
        }
        if (entry == BranchEntry.RESUME && !suspended.contains(name)) {
            throw XaFailure.of(XAException.XAER_PROTO, "The session has not suspended branch " + name + ".");
        }
        call(() -> branches.start(name, entry, timeoutSeconds));
        suspended.remove(name);
        current = name;
    }

    @Override
    public void end(@Nullable Xid xid, int flags) throws XAException {
        io.chasqui.protocol.message.Xid name = name(xid);
        BranchExit exit = switch (flags) {
            case TMSUCCESS -> BranchExit.SUCCESS;
            case TMSUSPEND -> BranchExit.SUSPEND;
            case TMFAIL -> BranchExit.FAIL;
            default ->
                throw XaFailure.of(
                        XAException.XAER_INVAL, "end() takes TMSUCCESS, TMSUSPEND or TMFAIL but got " + flags + ".");
        };
        boolean working = name.equals(current);
        boolean resting = suspended.contains(name);
        if (!working && (!resting || exit == BranchExit.SUSPEND)) {
            throw XaFailure.of(XAException.XAER_PROTO, "The session does not work for branch " + name + ".");
        }
        if (working) {
            current = null;
        }
        suspended.remove(name);
        call(() -> branches.end(name, exit));
        if (exit == BranchExit.SUSPEND) {
            suspended.add(name);
        }
    }

    @Override
    public int prepare(@Nullable Xid xid) throws XAException {
        try {
            branches.decide(name(xid), BranchVerb.PREPARE);
            return XA_OK;
        } catch (JMSException refused) {
            if (XaFailure.READ_ONLY.equals(refused.getErrorCode())) {
                return XA_RDONLY;
            }
            throw XaFailure.of(refused);
        }
    }

    @Override
    public void commit(@Nullable Xid xid, boolean onePhase) throws XAException {
        decide(xid, onePhase ? BranchVerb.COMMIT_ONE_PHASE : BranchVerb.COMMIT);
    }

    @Override
    public void rollback(@Nullable Xid xid) throws XAException {
        decide(xid, BranchVerb.ROLLBACK);
    }

    @Override
    public void forget(@Nullable Xid xid) throws XAException {
        decide(xid, BranchVerb.FORGET);
    }

    /** All branches come with the beginning of a scan; nothing is left for its other calls. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
            throw XaFailure.of(
                    XAException.XAER_INVAL,
                    "recover() takes TMSTARTRSCAN, TMENDRSCAN, both or TMNOFLAGS but got " + flags + ".");
        }
        boolean begins = (flags & TMSTARTRSCAN) != 0;
        if (flags == TMNOFLAGS && !scanning) {
            throw XaFailure.of(XAException.XAER_PROTO, "No scan is open: begin one with TMSTARTRSCAN.");
        }
        scanning = (flags & TMENDRSCAN) == 0;
        if (!begins) {
            return NONE;
        }
        try {
            return branches.recover().stream().map(BranchXid::new).toArray(Xid[]::new);
        } catch (JMSException refused) {
            throw XaFailure.of(refused);
        }
    }

    @Override
    public boolean isSameRM(@Nullable XAResource other) {
        return other instanceof BranchResource resource && branches.sameBroker(resource.branches);
    }

    @Override
    public int getTransactionTimeout() {
        return timeoutSeconds;
    }

    /** For branches that begin from now on; 0 brings the default back. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw XaFailure.of(
                    XAException.XAER_INVAL, "A transaction timeout must be 0 or more seconds but is " + seconds + ".");
        }
        timeoutSeconds = seconds == 0 ? DEFAULT_TIMEOUT_SECONDS : seconds;
        return true;
    }

    private void decide(@Nullable Xid xid, BranchVerb verb) throws XAException {
        io.chasqui.protocol.message.Xid name = name(xid);
        call(() -> branches.decide(name, verb));
    }

    private static io.chasqui.protocol.message.Xid name(@Nullable Xid xid) throws XAException {
        if (xid == null) {
            throw XaFailure.of(XAException.XAER_INVAL, "An Xid is needed but null came.");
        }
        try {
            return new io.chasqui.protocol.message.Xid(
                    xid.getFormatId(),
                    Objects.requireNonNull(xid.getGlobalTransactionId(), "global transaction")
                            .clone(),
                    Objects.requireNonNull(xid.getBranchQualifier(), "branch qualifier")
                            .clone());
        } catch (IllegalArgumentException | NullPointerException malformed) {
            throw XaFailure.of(XAException.XAER_INVAL, "The Xid is malformed: " + malformed.getMessage());
        }
    }

    private static void call(Call call) throws XAException {
        try {
            call.run();
        } catch (JMSException refused) {
            throw XaFailure.of(refused);
        }
    }

    /** A call that the broker may refuse. */
    @FunctionalInterface
    private interface Call {
        void run() throws JMSException;
    }
}
