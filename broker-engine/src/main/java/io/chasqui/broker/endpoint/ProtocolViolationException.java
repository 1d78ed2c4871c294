package io.chasqui.broker.endpoint;

/** A client sent what the protocol does not allow: its link ends with the reason. */
final class ProtocolViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolViolationException(String message) {
        super(message);
    }
}
