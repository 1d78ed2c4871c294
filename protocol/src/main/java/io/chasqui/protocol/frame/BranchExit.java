package io.chasqui.protocol.frame;

import io.chasqui.protocol.wire.WireFormatException;

/** How a session stops to work for a transaction branch (the flags of {@code XAResource.end}). */
public enum BranchExit {
    /** {@code TMSUCCESS}: its work is complete. */
    SUCCESS(0),
    /** {@code TMSUSPEND}: it will go on. */
    SUSPEND(1),
    /** {@code TMFAIL}: the branch can only roll back. */
    FAIL(2);

    private final int code;

    BranchExit(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The exit with the given code. */
    public static BranchExit of(int code) {
        return switch (code) {
            case 0 -> SUCCESS;
            case 1 -> SUSPEND;
            case 2 -> FAIL;
            default -> throw new WireFormatException("A branch exit must be 0..2 but is " + code + ".");
        };
    }
}
