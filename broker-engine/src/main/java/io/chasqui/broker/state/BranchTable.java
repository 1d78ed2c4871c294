package io.chasqui.broker.state;

import io.chasqui.protocol.message.Xid;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The prepared transaction branches, by number and by name. Only {@link EventApplier} changes it. */
public final class BranchTable {
    private final TreeMap<Integer, BranchState> branches = new TreeMap<>();
    private final Map<Xid, BranchState> byXid = new HashMap<>();
    private int next = 1;

    BranchTable() {}

    /** All, by number. */
    public Collection<BranchState> all() {
        return Collections.unmodifiableCollection(branches.values());
    }

    /** The branch of this name, or null. */
    public @Nullable BranchState find(Xid xid) {
        return byXid.get(xid);
    }

    /** The number the next one gets. */
    public int next() {
        return next;
    }

    void restoreNext(int number) {
        next = Math.max(next, number);
    }

    @Nullable
    BranchState find(int number) {
        return branches.get(number);
    }

    void add(BranchState branch) {
        branches.put(branch.number(), branch);
        byXid.put(branch.xid(), branch);
        next = Math.max(next, branch.number() + 1);
    }

    void remove(BranchState branch) {
        branches.remove(branch.number());
        byXid.remove(branch.xid(), branch);
    }
}
