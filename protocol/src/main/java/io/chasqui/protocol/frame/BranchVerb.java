package io.chasqui.protocol.frame;

import io.chasqui.protocol.wire.WireFormatException;

/** What is to become of a transaction branch (JTA 2.0 §3.4, {@code XAResource}). */
public enum BranchVerb {
    /** First phase: whatever happens, it can be committed from now on, and rolled back. */
    PREPARE(0),
    /** Second phase. */
    COMMIT(1),
    /** Both phases together, for a manager that has no other resource. */
    COMMIT_ONE_PHASE(2),
    /** It is undone. */
    ROLLBACK(3),
    /** The manager has learnt of a heuristic decision; it need not be remembered. */
    FORGET(4);

    private final int code;

    BranchVerb(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The verb with the given code. */
    public static BranchVerb of(int code) {
        return switch (code) {
            case 0 -> PREPARE;
            case 1 -> COMMIT;
            case 2 -> COMMIT_ONE_PHASE;
            case 3 -> ROLLBACK;
            case 4 -> FORGET;
            default -> throw new WireFormatException("A branch verb must be 0..4 but is " + code + ".");
        };
    }
}
