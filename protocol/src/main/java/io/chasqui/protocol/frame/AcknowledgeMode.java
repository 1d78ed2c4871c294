package io.chasqui.protocol.frame;

import io.chasqui.protocol.wire.WireFormatException;

/** How a session consumes (Jakarta Messaging 3.1 §6.2.4, §6.2.10). */
public enum AcknowledgeMode {
    /** {@code AUTO_ACKNOWLEDGE}. */
    AUTO(0),
    /** {@code CLIENT_ACKNOWLEDGE}. */
    CLIENT(1),
    /** {@code DUPS_OK_ACKNOWLEDGE}. */
    DUPS_OK(2),
    /** {@code SESSION_TRANSACTED}. */
    TRANSACTED(3);

    private final int code;

    AcknowledgeMode(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The mode with the given code. */
    public static AcknowledgeMode of(int code) {
        return switch (code) {
            case 0 -> AUTO;
            case 1 -> CLIENT;
            case 2 -> DUPS_OK;
            case 3 -> TRANSACTED;
            default -> throw new WireFormatException("An acknowledge mode must be 0..3 but is " + code + ".");
        };
    }
}
