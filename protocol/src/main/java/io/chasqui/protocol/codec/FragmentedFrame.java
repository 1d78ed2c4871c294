package io.chasqui.protocol.codec;

import io.chasqui.protocol.wire.WireWriter;

/**
 * A frame too long for one fragment, on its way out. Its message is never copied here: each fragment is cut out of the
 * caller's array when its turn comes.
 */
final class FragmentedFrame {
    private final FrameLabel label;
    private final byte[] fields;
    private final byte[] message;
    private long written;

    FragmentedFrame(FrameLabel label, byte[] fields, byte[] message) {
        this.label = label;
        this.fields = fields;
        this.message = message;
    }

    /**
     * Writes the next fragment.
     *
     * @param stream the stream this frame has for as long as it lasts
     * @param scratch for the header
     * @return whether more follow
     */
    boolean writeNext(int stream, WireWriter scratch, ByteSink sink) {
        int length = (int) Math.min(FragmentHeader.PAYLOAD_LIMIT, remaining());
        boolean more = length < remaining();
        scratch.reset();
        new FragmentHeader(length, label, stream, more).write(scratch);
        sink.write(scratch.array(), 0, scratch.size());
        int fromFields = (int) Math.max(0, Math.min(length, fields.length - written));
        if (fromFields > 0) {
            sink.write(fields, (int) written, fromFields);
        }
        if (fromFields < length) {
            sink.write(message, (int) (written + fromFields - fields.length), length - fromFields);
        }
        written += length;
        return more;
    }

    private long remaining() {
        return (long) fields.length + message.length - written;
    }
}
