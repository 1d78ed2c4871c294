package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.dispatch.InFlight;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The soft part of a transaction branch: before it is prepared all of it, afterwards the non-persistent messages it sends
 * and has consumed. Not tied to the life of a session once that has ended its work for the branch.
 */
final class Branch {
    private final Xid xid;
    private final ClientConnection owner;
    private final long deadlineMillis;
    private final List<Routable> sends = new ArrayList<>();
    private final InFlight inFlight = new InFlight();
    private final Set<ClientSession> working = new HashSet<>();
    private final Set<ClientSession> suspended = new HashSet<>();
    private @Nullable Refusal doom;

    /**
     * A new branch.
     *
     * @param xid its name
     * @param owner the connection that works for it
     * @param deadlineMillis when it rolls back unless it is prepared, by the steady clock
     */
    Branch(Xid xid, ClientConnection owner, long deadlineMillis) {
        this.xid = xid;
        this.owner = owner;
        this.deadlineMillis = deadlineMillis;
    }

    Xid xid() {
        return xid;
    }

    /** The connection that has begun it. */
    ClientConnection owner() {
        return owner;
    }

    /** When it rolls back unless it is prepared, by the steady clock. */
    long deadlineMillis() {
        return deadlineMillis;
    }

    List<Routable> sends() {
        return sends;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Set<ClientSession> suspended() {
        return suspended;
    }

    Set<ClientSession> working() {
        return working;
    }

    /** Whether this session works for it or has suspended its work. */
    boolean uses(ClientSession session) {
        return working.contains(session) || suspended.contains(session);
    }

    /** Whether a session works for it or has suspended its work. */
    boolean inUse() {
        return !working.isEmpty() || !suspended.isEmpty();
    }

    boolean isEmpty() {
        return sends.isEmpty() && inFlight.size() == 0;
    }

    /** Why it has been rolled back, or null. */
    @Nullable
    Refusal doom() {
        return doom;
    }

    void doom(Refusal reason) {
        doom = reason;
    }
}
