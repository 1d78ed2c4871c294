package io.chasqui.protocol.codec;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.util.Arrays;

/** A long frame that is coming in by fragments. Its memory grows with what really came, not with what was announced. */
final class Reassembly {
    private final FrameLabel label;
    private final int limitBytes;
    private byte[] bytes = {};
    private int size;

    /**
     * An empty frame.
     *
     * @param label what all its fragments must say
     * @param limitBytes most that it may have
     */
    Reassembly(FrameLabel label, int limitBytes) {
        this.label = label;
        this.limitBytes = limitBytes;
    }

    /** Appends a fragment's payload, which starts at {@code offset}. */
    void append(FragmentHeader header, byte[] source, int offset) {
        if (!header.label().equals(label)) {
            throw new WireFormatException("Stream " + header.stream() + " carries " + label + " but a fragment of "
                    + header.label() + " came in between.");
        }
        int length = header.payloadLength();
        if (length > limitBytes - size) {
            throw new WireFormatException("A " + label.kind() + " frame may have " + limitBytes
                    + " bytes but this has more. Send a smaller message or raise the broker's message limit.");
        }
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + length, Math.min(2L * bytes.length, limitBytes)));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** The frame's payload. */
    WireReader reader() {
        return new WireReader(bytes, 0, size);
    }
}
