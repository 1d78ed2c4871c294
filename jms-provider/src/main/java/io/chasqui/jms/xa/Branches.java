package io.chasqui.jms.xa;

import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Xid;
import jakarta.jms.JMSException;
import java.util.List;

/**
 * What a session can do about transaction branches. Every call waits for the broker; what the broker refuses comes as a
 * {@link JMSException} whose error code is {@code CHASQUI-} and the name of the refusal.
 */
public interface Branches {
    /**
     * The session works for a branch from now on.
     *
     * @param xid which one
     * @param entry whether it is new, has work of others, or was suspended by this session
     * @param timeoutSeconds time until a new branch rolls back unless it is prepared
     * @throws JMSException if the broker refuses or cannot be reached
     */
    void start(Xid xid, BranchEntry entry, int timeoutSeconds) throws JMSException;

    /**
     * The session does not work for a branch any more; what it has sent and consumed since the start is the branch's.
     *
     * @param xid which one
     * @param exit complete, to be resumed, or failed
     * @throws JMSException if the branch is rolled back, or the broker cannot be reached
     */
    void end(Xid xid, BranchExit exit) throws JMSException;

    /**
     * Decides about a branch that no session works for.
     *
     * @param xid which one, of whatever session
     * @param verb what is to become of it
     * @throws JMSException if the broker refuses or cannot be reached
     */
    void decide(Xid xid, BranchVerb verb) throws JMSException;

    /**
     * The branches of the broker that are prepared or were decided heuristically.
     *
     * @throws JMSException if the broker cannot be reached
     */
    List<Xid> recover() throws JMSException;

    /** Whether the other's branches are those of the same broker. */
    boolean sameBroker(Branches other);
}
