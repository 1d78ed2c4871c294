package io.chasqui.protocol.wire;

/**
 * Bytes that do not follow their format: a length that points outside its container, an unknown code, a missing field.
 * Decoders throw nothing else for bad input, so that whoever reads foreign bytes has one case to handle.
 */
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal of malformed bytes.
     *
     * @param message what was expected, what came and where
     */
    public WireFormatException(String message) {
        super(message);
    }
}
