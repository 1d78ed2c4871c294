package io.chasqui.systemtests;

import java.nio.charset.StandardCharsets;
import javax.transaction.xa.Xid;

/**
 * The name of a transaction branch.
 *
 * @param text unique
 */
record BranchName(String text) implements Xid {
    private static final int FORMAT = 4_712;

    /** The same name as another object says it. */
    static BranchName of(Xid xid) {
        return new BranchName(new String(xid.getGlobalTransactionId(), StandardCharsets.UTF_8));
    }

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
