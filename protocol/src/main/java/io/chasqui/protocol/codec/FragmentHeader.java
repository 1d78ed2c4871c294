package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;

/**
 * The header of a fragment. A link is a sequence of fragments; all numbers are little-endian.
 *
 * <pre>
 *   0                 4        5        6                 8                12
 *  +-----------------+--------+--------+-----------------+-----------------+
 *  | payload length  | flags  | kind   | stream          | connection      |
 *  +-----------------+--------+--------+-----------------+-----------------+
 *  | payload, 0 to 65,536 bytes                                            |
 *  +-----------------------------------------------------------------------+
 * </pre>
 *
 * Flags: bit 0 says that more fragments of the same frame follow. Stream 0 carries frames that fit into one fragment.
 * A longer frame takes a stream from 1 to {@value #STREAM_LIMIT} for as long as it lasts; fragments of different streams
 * may interleave. Frames about the link have connection 0, all others a connection from 1 on.
 *
 * @param payloadLength bytes that follow the header
 * @param label which frame this is a fragment of
 * @param stream 0 for a whole frame
 * @param more whether fragments of the same frame follow
 */
record FragmentHeader(int payloadLength, FrameLabel label, int stream, boolean more) {
    static final int BYTES = 12;
    static final int PAYLOAD_LIMIT = 65_536;
    static final int STREAM_LIMIT = 8;

    private static final int MORE = 1;
    private static final int GREATEST_LINK_KIND = 9;

    /** Appends this header. */
    void write(WireWriter out) {
        out.writeInt(payloadLength)
                .writeByte(more ? MORE : 0)
                .writeByte(label.kind().code());
        out.writeShort(stream).writeInt(label.connection());
    }

    /**
     * Reads a header.
     *
     * @param bytes hold at least {@value #BYTES} bytes from there on
     * @throws WireFormatException if a field has no meaning or the fields contradict each other
     */
    static FragmentHeader read(byte[] bytes, int offset) {
        WireReader in = new WireReader(bytes, offset, BYTES);
        int length = readLength(in);
        int flags = in.readUnsignedByte();
        int code = in.readUnsignedByte();
        int stream = in.readShort();
        FrameLabel label = readLabel(code, in.readInt());
        boolean more = flags == MORE;
        boolean whole = stream == 0 && flags == 0;
        boolean part = stream >= 1 && stream <= STREAM_LIMIT && (more ? length > 0 : flags == 0);
        if (!whole && !part) {
            throw new WireFormatException("A fragment is whole (stream 0, flags 0) or a part (stream 1.." + STREAM_LIMIT
                    + ", flags 0 or 1, not empty) but this has stream " + stream + ", flags " + flags + " and " + length
                    + " bytes.");
        }
        return new FragmentHeader(length, label, stream, more);
    }

    private static FrameLabel readLabel(int code, int connection) {
        FrameKind kind = FrameCodec.kind(code);
        boolean aboutLink = code <= GREATEST_LINK_KIND;
        if (aboutLink ? connection != 0 : connection < 1) {
            throw new WireFormatException("A " + kind + " frame must name connection "
                    + (aboutLink ? "0" : "1 or greater") + " but names " + connection + ".");
        }
        return new FrameLabel(kind, connection);
    }

    private static int readLength(WireReader in) {
        int length = in.readInt();
        if (length < 0 || length > PAYLOAD_LIMIT) {
            throw new WireFormatException("A fragment has 0.." + PAYLOAD_LIMIT + " bytes but this announces " + length
                    + "; the peer may speak another protocol.");
        }
        return length;
    }
}
