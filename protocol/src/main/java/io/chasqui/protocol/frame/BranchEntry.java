package io.chasqui.protocol.frame;

import io.chasqui.protocol.wire.WireFormatException;

/** How a session begins to work for a transaction branch (the flags of {@code XAResource.start}). */
public enum BranchEntry {
    /** {@code TMNOFLAGS}: the branch is new. */
    NEW(0),
    /** {@code TMJOIN}: the branch has work of others. */
    JOIN(1),
    /** {@code TMRESUME}: the session goes on with a branch it has suspended. */
    RESUME(2);

    private final int code;

    BranchEntry(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The entry with the given code. */
    public static BranchEntry of(int code) {
        return switch (code) {
            case 0 -> NEW;
            case 1 -> JOIN;
            case 2 -> RESUME;
            default -> throw new WireFormatException("A branch entry must be 0..2 but is " + code + ".");
        };
    }
}
