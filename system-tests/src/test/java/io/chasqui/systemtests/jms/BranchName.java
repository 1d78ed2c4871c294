package io.chasqui.systemtests.jms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** Names of transaction branches, as a transaction manager would make them. */
final class BranchName implements Xid {
    private static final AtomicInteger LAST = new AtomicInteger();

    private final byte[] global;
    private final byte[] branch;

    private BranchName(byte[] global, byte[] branch) {
        this.global = global;
        this.branch = branch;
    }

    /** A name nobody else has. */
    static BranchName fresh() {
        return new BranchName(("transaction-" + LAST.incrementAndGet()).getBytes(UTF_8), new byte[] {1});
    }

    static BranchName tooLong() {
        return new BranchName(new byte[MAXGTRIDSIZE + 1], new byte[1]);
    }

    @Override
    public int getFormatId() {
        return 4711;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.clone();
    }

    /** Whether another name, of whatever class, is the same. */
    boolean names(Xid other) {
        return other.getFormatId() == getFormatId()
                && Arrays.equals(other.getGlobalTransactionId(), global)
                && Arrays.equals(other.getBranchQualifier(), branch);
    }

    @Override
    public String toString() {
        return new String(global, UTF_8);
    }
}
