package io.chasqui.broker.state;

import io.chasqui.broker.event.BranchHead;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.Target;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A prepared transaction branch: it waits for its manager, over any number of restarts. The messages it sends are in the
 * journal and in no queue; those it has consumed are still in their queues, held by the branch.
 */
public final class BranchState {
    /** What somebody else than the manager has decided. */
    public enum Decision {
        /** Nothing: the branch is in doubt. */
        NONE,
        /** It was committed. */
        COMMITTED,
        /** It was rolled back. */
        ROLLED_BACK
    }

    private final BranchHead head;
    private final List<BranchSend> sends = new ArrayList<>();
    private final List<Target> deliveries = new ArrayList<>();
    private int parts;
    private boolean complete;
    private Decision decision = Decision.NONE;

    BranchState(BranchHead head) {
        this.head = head;
    }

    /** Which one it is. */
    public BranchHead head() {
        return head;
    }

    /** Its number in the journal. */
    public int number() {
        return head.number();
    }

    /** What its manager calls it. */
    public Xid xid() {
        return head.xid();
    }

    /** What it sends, in order; empty once it is decided. */
    public List<BranchSend> sends() {
        return Collections.unmodifiableList(sends);
    }

    /** What it has consumed; empty once it is decided. */
    public List<Target> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    /** What somebody else than the manager has decided. */
    public Decision decision() {
        return decision;
    }

    /** Whether this is the part that comes next. */
    boolean expects(int part) {
        return !complete && part == parts;
    }

    void add(List<BranchSend> moreSends, List<Target> moreDeliveries, boolean last) {
        sends.addAll(moreSends);
        deliveries.addAll(moreDeliveries);
        parts++;
        complete = last;
    }

    void decide(boolean committed) {
        decision = committed ? Decision.COMMITTED : Decision.ROLLED_BACK;
    }

    void clear() {
        sends.clear();
        deliveries.clear();
    }
}
