package io.chasqui.jms.xa;

import java.util.Arrays;
import javax.transaction.xa.Xid;

/** The name of a transaction branch as a transaction manager reads it. */
final class BranchXid implements Xid {
    private final io.chasqui.protocol.message.Xid name;

    BranchXid(io.chasqui.protocol.message.Xid name) {
        this.name = name;
    }

    @Override
    public int getFormatId() {
        return name.format();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return name.global().clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return name.branch().clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Xid xid
                && xid.getFormatId() == name.format()
                && Arrays.equals(xid.getGlobalTransactionId(), name.global())
                && Arrays.equals(xid.getBranchQualifier(), name.branch());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
