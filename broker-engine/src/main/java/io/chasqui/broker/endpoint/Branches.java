package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Mark;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transaction branches as far as they are soft state, and which session works for which. A branch that takes too long,
 * or loses a session that works for it, rolls back at once; its name is kept for a while, so that its manager learns why.
 */
final class Branches {
    private static final long DEFAULT_TIMEOUT_MILLIS = 300_000;
    private static final long MEMORY_MILLIS = 600_000;

    private final Engine engine;
    private final Redelivery redelivery;
    private final Map<Xid, Branch> branches = new LinkedHashMap<>();
    private final Map<ClientSession, Branch> working = new HashMap<>();

    Branches(Engine engine) {
        this.engine = engine;
        this.redelivery = new Redelivery(engine);
    }

    @Nullable
    Branch find(Xid xid) {
        return branches.get(xid);
    }

    /** The branch a session works for, or null. */
    @Nullable
    Branch of(ClientSession session) {
        return working.get(session);
    }

    Branch create(Xid xid, ClientConnection owner, int timeoutSeconds) {
        long timeoutMillis = timeoutSeconds > 0 ? 1_000L * timeoutSeconds : DEFAULT_TIMEOUT_MILLIS;
        Branch branch = new Branch(xid, owner, engine.steadyMillis().getAsLong() + timeoutMillis);
        branches.put(xid, branch);
        return branch;
    }

    void forget(Branch branch) {
        branches.remove(branch.xid(), branch);
    }

    /** A session begins or goes on. */
    void enter(ClientSession session, Branch branch) {
        branch.suspended().remove(session);
        branch.working().add(session);
        working.put(session, branch);
    }

    /** A session stops. */
    void leave(ClientSession session, Branch branch) {
        branch.suspended().remove(session);
        branch.working().remove(session);
        working.remove(session, branch);
    }

    /** A session is gone; what it worked for and had not ended rolls back. */
    void lost(ClientSession session) {
        for (Branch branch : List.copyOf(branches.values())) {
            if (branch.uses(session)) {
                leave(session, branch);
                rollBack(
                        branch,
                        new Refusal(
                                ErrorCode.XA_ROLLED_BACK,
                                "A session that worked for the branch was closed or lost; the branch is rolled back."));
            }
        }
    }

    /** Rolls a branch that is not prepared back and remembers why. */
    void rollBack(Branch branch, Refusal reason) {
        if (branch.doom() == null) {
            branch.doom(reason);
            giveBack(branch, CommandName.NONE, new Facts());
        }
    }

    /** Undoes what a branch holds in soft state: deliveries return, counted, sends are forgotten. */
    Mark giveBack(Branch branch, CommandName name, Facts facts) {
        Mark mark = redelivery.giveBack(branch, name, facts);
        dropSends(branch);
        return mark;
    }

    /** Lets go of the messages a branch was to send. */
    void dropSends(Branch branch) {
        for (Routable send : branch.sends()) {
            engine.limits().unstage(send);
            engine.state().payloads().release(send.payload());
        }
        branch.sends().clear();
    }

    /** What branches are to send that is not prepared. */
    List<Payload> staged() {
        List<Payload> staged = new ArrayList<>();
        for (Branch branch : branches.values()) {
            branch.sends().forEach(send -> staged.add(send.payload()));
        }
        return staged;
    }

    /** Rolls back what is due; forgets what nobody has asked for in a long time. */
    void tick(long nowMillis) {
        for (Branch branch : List.copyOf(branches.values())) {
            boolean prepared = engine.state().branches().find(branch.xid()) != null;
            if (!prepared && nowMillis >= branch.deadlineMillis()) {
                rollBack(
                        branch,
                        new Refusal(
                                ErrorCode.XA_TIMED_OUT,
                                "The branch was not prepared within its transaction timeout; it is rolled back."));
                if (!branch.inUse() && nowMillis >= branch.deadlineMillis() + MEMORY_MILLIS) {
                    forget(branch);
                }
            }
        }
    }
}
