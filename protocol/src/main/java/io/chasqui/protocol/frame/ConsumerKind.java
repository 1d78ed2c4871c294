package io.chasqui.protocol.frame;

import io.chasqui.protocol.wire.WireFormatException;

/** What a consumer reads from. */
public enum ConsumerKind {
    /** A queue. */
    QUEUE(0),
    /** An unshared non-durable subscription (Jakarta Messaging 3.1 §4.2.2). */
    TOPIC(1),
    /** An unshared durable subscription (§4.2.4). */
    DURABLE(2),
    /** A shared non-durable subscription (§4.2.3). */
    SHARED(3),
    /** A shared durable subscription (§4.2.5). */
    SHARED_DURABLE(4),
    /**
     * One walk of a queue browser (§6.2.9) through its queue. What it gets is neither held nor acknowledged and outlives
     * releases and rollbacks, whatever their epoch; a {@code Drained} before its credit is used up says that the walk has
     * ended.
     */
    BROWSER(5);

    private final int code;

    ConsumerKind(int code) {
        this.code = code;
    }

    /** The code on the wire, never reused. */
    public int code() {
        return code;
    }

    /** The kind with the given code. */
    public static ConsumerKind of(int code) {
        if (code < 0 || code >= values().length) {
            throw new WireFormatException("A consumer kind must be 0..5 but is " + code + ".");
        }
        return values()[code];
    }
}
