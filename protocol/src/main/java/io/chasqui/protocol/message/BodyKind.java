package io.chasqui.protocol.message;

import io.chasqui.protocol.wire.WireFormatException;

/** The body types of Jakarta Messaging 3.1 §3.11. */
public enum BodyKind {
    /** A {@code Message} without body. */
    EMPTY(0),
    /** A {@code TextMessage}: UTF-8. */
    TEXT(1),
    /** A {@code BytesMessage}: the bytes themselves. */
    BYTES(2),
    /** A {@code MapMessage}. */
    MAP(3),
    /** A {@code StreamMessage}. */
    STREAM(4),
    /** An {@code ObjectMessage}: opaque to the broker. */
    OBJECT(5);

    private final int code;

    BodyKind(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The kind with the given code. */
    public static BodyKind of(int code) {
        return switch (code) {
            case 0 -> EMPTY;
            case 1 -> TEXT;
            case 2 -> BYTES;
            case 3 -> MAP;
            case 4 -> STREAM;
            case 5 -> OBJECT;
            default -> throw new WireFormatException("A body kind must be 0..5 but is " + code + ".");
        };
    }
}
