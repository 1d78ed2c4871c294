package io.chasqui.protocol.frame;

/**
 * Some bytes of a {@link SessionCommand.Send} whose message is too large to be held as a whole by whoever receives it.
 * The parts of one send come in order and without gaps; the send takes effect with the last one.
 *
 * @param send the frame's fields, with an empty message; the same for all its parts
 * @param messageBytes length of the whole message
 * @param offset where in the message these bytes begin; 0 for the first part, which has at least the message's fixed
 *     header
 * @param bytes the bytes, at least one; not to be changed
 */
public record SendPart(SessionCommand.Send send, int messageBytes, int offset, byte[] bytes) {
    /** Whether the message begins with it. */
    public boolean first() {
        return offset == 0;
    }

    /** Whether the message ends with it. */
    public boolean last() {
        return offset + bytes.length == messageBytes;
    }
}
