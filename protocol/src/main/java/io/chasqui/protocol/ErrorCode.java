package io.chasqui.protocol;

import io.chasqui.protocol.wire.WireFormatException;

/** Why a peer refused something: a number for programs; the text that travels with it is for people. */
public enum ErrorCode {
    /** A defect or a state nobody foresaw. */
    INTERNAL(1),
    /** The peer broke the protocol; the link ends. */
    PROTOCOL(2),
    /** No common protocol version. */
    VERSION(3),
    /** Unknown user or wrong password. */
    AUTHENTICATION(4),
    /** The user may not do this. */
    AUTHORIZATION(5),
    /** The client identifier is in use or not acceptable. */
    CLIENT_IDENTIFIER(6),
    /** The destination does not exist or cannot be used this way. */
    DESTINATION(7),
    /** The selector does not follow the grammar. */
    SELECTOR(8),
    /** The subscription is in use, unknown or different. */
    SUBSCRIPTION(9),
    /** The delivery is not (or no longer) with this session. */
    DELIVERY(10),
    /** The transaction was rolled back. */
    TRANSACTION_ROLLED_BACK(11),
    /** No room: disk, memory or a limit. */
    RESOURCE(12),
    /** The broker is stopping or has stopped. */
    UNAVAILABLE(13),
    /** Not supported by this broker. */
    UNSUPPORTED(14),
    /** The transaction branch is not known ({@code XAER_NOTA}). */
    XA_UNKNOWN(15),
    /** A transaction branch of this name exists already ({@code XAER_DUPID}). */
    XA_DUPLICATE(16),
    /** The transaction branch is not in a state for this ({@code XAER_PROTO}). */
    XA_PROTOCOL(17),
    /** The transaction branch has been rolled back ({@code XA_RBROLLBACK}). */
    XA_ROLLED_BACK(18),
    /** The transaction branch took too long and has been rolled back ({@code XA_RBTIMEOUT}). */
    XA_TIMED_OUT(19),
    /** The transaction branch has changed nothing and is forgotten ({@code XA_RDONLY}). */
    XA_READ_ONLY(20),
    /** Somebody has committed the transaction branch without its manager ({@code XA_HEURCOM}). */
    XA_HEURISTIC_COMMIT(21),
    /** Somebody has rolled the transaction branch back without its manager ({@code XA_HEURRB}). */
    XA_HEURISTIC_ROLLBACK(22),
    /** The transaction branch was committed in part, without its manager ({@code XA_HEURMIX}). */
    XA_HEURISTIC_MIX(23);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The code with the given number. */
    public static ErrorCode of(int number) {
        if (number < 1 || number > values().length) {
            throw new WireFormatException("An error code must be 1.." + values().length + " but is " + number + ".");
        }
        return values()[number - 1];
    }
}
