package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.util.Arrays;

/** A long frame that is put together. Its memory grows with what really came, not with what was announced. */
final class Reassembly implements LongFrame {
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

    @Override
    public FrameLabel label() {
        return label;
    }

    @Override
    public int append(FragmentHeader header, byte[] source, int offset) {
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
        return length;
    }

    @Override
    public int gatheredBytes() {
        return size;
    }

    @Override
    public Frame end() {
        return FrameCodec.read(label, new WireReader(bytes, 0, size));
    }
}
