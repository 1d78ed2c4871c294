package io.chasqui.broker;

import io.chasqui.broker.state.BranchState;
import io.chasqui.protocol.message.Xid;

/**
 * A prepared transaction branch (XA) that waits for its transaction manager.
 *
 * @param xid what its manager calls it
 * @param sends number of persistent messages it sends
 * @param consumed number of persistent messages it has consumed
 * @param decision what the administrator has decided; such a branch waits only to be forgotten by its manager
 */
public record PreparedBranch(Xid xid, int sends, int consumed, Decision decision) {
    /** What the administrator has decided without the manager. */
    public enum Decision {
        /** Nothing: the branch is in doubt. */
        NONE,
        /** It was committed. */
        COMMITTED,
        /** It was rolled back. */
        ROLLED_BACK
    }

    static PreparedBranch of(BranchState branch) {
        return new PreparedBranch(
                branch.xid(),
                branch.sends().size(),
                branch.deliveries().size(),
                Decision.valueOf(branch.decision().name()));
    }
}
