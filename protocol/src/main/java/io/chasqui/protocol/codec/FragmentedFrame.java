package io.chasqui.protocol.codec;

import io.chasqui.protocol.message.MessageSource;
import io.chasqui.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * A frame too long for one fragment, on its way out. Its message is never copied here: each fragment is cut out of the
 * caller's array, or read from where the message is stored, when its turn comes.
 */
final class FragmentedFrame {
    private final FrameLabel label;
    private final byte[] fields;
    private final byte[] message;
    private final @Nullable MessageSource stored;
    private long written;

    FragmentedFrame(FrameLabel label, byte[] fields, byte[] message, @Nullable MessageSource stored) {
        this.label = label;
        this.fields = fields;
        this.message = message;
        this.stored = stored;
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
            writeMessage((int) (written + fromFields - fields.length), length - fromFields, sink);
        }
        written += length;
        if (!more) {
            close();
        }
        return more;
    }

    /** Nothing more of it will be written. */
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    private void writeMessage(int offset, int length, ByteSink sink) {
        if (stored == null) {
            sink.write(message, offset, length);
        } else {
            stored.read(offset, length, sink::write);
        }
    }

    private long remaining() {
        int messageBytes = stored == null ? message.length : stored.length();
        return (long) fields.length + messageBytes - written;
    }
}
