package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one direction of a link back into frames, however they are sliced. It is total: any bytes lead to
 * frames or to a {@link WireFormatException} that names the place on the link, never to another exception, and memory is
 * taken only for bytes that have come, up to fixed limits: one fragment, and eight long frames at a time, of which large
 * messages can be {@linkplain #handOverParts handed over by parts}. From a peer that has not been let in yet it takes {@value #STRANGER_LIMIT_BYTES} bytes altogether, see {@link #ofStranger}.
 *
 * <p>One decoder belongs to one thread at a time. After a failure it refuses everything.
 */
public final class FrameDecoder {
    /** Largest body of a message in bytes that is taken unless told otherwise: 128 MiB. */
    public static final int DEFAULT_MESSAGE_LIMIT_BYTES = 128 << 20;

    /** Most bytes taken from a peer before it is let in: enough for a greeting. */
    public static final int STRANGER_LIMIT_BYTES = 64 << 10;

    /** Most bytes of a frame without a message: 32 MiB, which is 2.7 million delivery names. */
    static final int FIELDS_LIMIT_BYTES = 32 << 20;

    private static final int GREATEST_MESSAGE_LIMIT_BYTES = 1 << 30;
    private static final int FRAGMENT_LIMIT_BYTES = FragmentHeader.BYTES + FragmentHeader.PAYLOAD_LIMIT;
    private static final int FIRST_STASH_BYTES = 4_096;

    /** Most bytes of unfinished long frames where large messages are handed over by parts: 40 MiB. */
    private static final int GATHERED_LIMIT_BYTES = FIELDS_LIMIT_BYTES + 8 * SealedMessage.LARGE_BYTES;

    private final int messageLimitBytes;
    private final int messageFrameLimitBytes;
    private final Map<Integer, LongFrame> streams = new HashMap<>();
    private byte[] stash = new byte[FIRST_STASH_BYTES];
    private int stashed;
    private int gathered;
    private long position;
    private boolean failed;
    private boolean letIn;
    private @Nullable Consumer<SendPart> parts;

    /**
     * A decoder for a new link to somebody who is trusted, such as a client's to its broker.
     *
     * @param messageLimitBytes largest body of a message taken, 1 byte to 1 GiB
     */
    public FrameDecoder(int messageLimitBytes) {
        this(messageLimitBytes, true);
    }

    private FrameDecoder(int messageLimitBytes, boolean letIn) {
        checkMessageLimit(messageLimitBytes);
        this.messageLimitBytes = messageLimitBytes + SealedMessage.LARGE_HEAD_LIMIT_BYTES;
        this.messageFrameLimitBytes = this.messageLimitBytes + FragmentHeader.PAYLOAD_LIMIT;
        this.letIn = letIn;
    }

    /**
     * A decoder for a new link from somebody who has not said yet who they are: before {@link #letIn()} it takes no more
     * than {@value #STRANGER_LIMIT_BYTES} bytes in all.
     *
     * @param messageLimitBytes largest body of a message taken afterwards, 1 byte to 1 GiB
     */
    public static FrameDecoder ofStranger(int messageLimitBytes) {
        return new FrameDecoder(messageLimitBytes, false);
    }

    /** The peer was welcomed: from now on the limits of messages count. */
    public void letIn() {
        letIn = true;
    }

    /**
     * Hands over messages of more than {@link SealedMessage#LARGE_BYTES} by parts of about a fragment instead of putting
     * them together. To be called before the first bytes come.
     *
     * @param taker takes the parts in order with the frames
     */
    public void handOverParts(Consumer<SendPart> taker) {
        parts = taker;
    }

    /**
     * Refuses a message limit that no decoder could have, for options that are read long before the first link.
     *
     * @param messageLimitBytes allowed are 1 byte to 1 GiB
     * @throws IllegalArgumentException for another value
     */
    public static void checkMessageLimit(int messageLimitBytes) {
        if (messageLimitBytes < 1 || messageLimitBytes > GREATEST_MESSAGE_LIMIT_BYTES) {
            throw new IllegalArgumentException("The message limit must be 1.." + GREATEST_MESSAGE_LIMIT_BYTES
                    + " bytes but is " + messageLimitBytes + ".");
        }
    }

    /**
     * Takes the next bytes of the link.
     *
     * @param bytes where they are; only read during the call
     * @param offset the first one
     * @param length how many
     * @param out takes the frames that are complete now, in order
     * @throws WireFormatException if they do not follow the format, with their place on the link and what was expected
     */
    public void decode(byte[] bytes, int offset, int length, Consumer<Frame> out) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (failed) {
            throw new WireFormatException("Nothing is read after byte " + position + " of the link, where it failed.");
        }
        failed = true;
        int end = offset + length;
        int at = completeStash(bytes, offset, end, out);
        while (end - at >= FragmentHeader.BYTES) {
            FragmentHeader header = header(bytes, at);
            if (end - at - FragmentHeader.BYTES < header.payloadLength()) {
                break;
            }
            at += FragmentHeader.BYTES;
            take(header, bytes, at, out);
            at += header.payloadLength();
        }
        keep(bytes, at, end - at);
        failed = false;
    }

    /** Whether the bytes so far end in the middle of a frame. */
    public boolean isMidFrame() {
        return stashed > 0 || !streams.isEmpty();
    }

    /** Goes on with a fragment whose beginning came earlier; returns where the next one starts. */
    private int completeStash(byte[] bytes, int offset, int end, Consumer<Frame> out) {
        int at = offset;
        while (stashed > 0 && at < end) {
            int count = Math.min(missing(), end - at);
            keep(bytes, at, count);
            at += count;
            if (missing() == 0) {
                FragmentHeader header = header(stash, 0);
                stashed = 0;
                take(header, stash, FragmentHeader.BYTES, out);
            }
        }
        return at;
    }

    /** Bytes that the stash needs: to a whole header first, and then to the whole fragment. */
    private int missing() {
        return stashed < FragmentHeader.BYTES
                ? FragmentHeader.BYTES - stashed
                : FragmentHeader.BYTES + header(stash, 0).payloadLength() - stashed;
    }

    private void keep(byte[] bytes, int at, int count) {
        if (stashed + count > stash.length) {
            stash = Arrays.copyOf(stash, Math.min(FRAGMENT_LIMIT_BYTES, Math.max(stashed + count, 2 * stash.length)));
        }
        System.arraycopy(bytes, at, stash, stashed, count);
        stashed += count;
    }

    private FragmentHeader header(byte[] bytes, int at) {
        try {
            FragmentHeader header = FragmentHeader.read(bytes, at);
            checkStranger(header.payloadLength());
            return header;
        } catch (WireFormatException e) {
            throw located("in a fragment's header", e);
        }
    }

    private void checkStranger(int payloadLength) {
        if (!letIn && position + FragmentHeader.BYTES + payloadLength > STRANGER_LIMIT_BYTES) {
            throw new WireFormatException("A peer may send " + STRANGER_LIMIT_BYTES
                    + " bytes before it is welcomed but this one sends more. Send HELLO and wait for WELCOME.");
        }
    }

    private void take(FragmentHeader header, byte[] bytes, int at, Consumer<Frame> out) {
        Frame frame;
        try {
            frame = frame(header, bytes, at);
        } catch (WireFormatException e) {
            throw located("in a " + header.label().kind() + " frame", e);
        }
        position += FragmentHeader.BYTES + header.payloadLength();
        if (frame != null) {
            out.accept(frame);
        }
    }

    private @Nullable Frame frame(FragmentHeader header, byte[] bytes, int at) {
        if (header.stream() == 0) {
            return FrameCodec.read(header.label(), new WireReader(bytes, at, header.payloadLength()));
        }
        LongFrame frame = streams.get(header.stream());
        if (frame == null) {
            frame = begin(header, bytes, at);
            streams.put(header.stream(), frame);
        }
        if (!header.label().equals(frame.label())) {
            throw new WireFormatException("Stream " + header.stream() + " carries " + frame.label()
                    + " but a fragment of " + header.label() + " came in between.");
        }
        gathered += frame.append(header, bytes, at);
        checkGathered();
        if (header.more()) {
            return null;
        }
        streams.remove(header.stream());
        gathered -= frame.gatheredBytes();
        return frame.end();
    }

    private LongFrame begin(FragmentHeader header, byte[] bytes, int at) {
        Consumer<SendPart> taker = parts;
        FrameKind kind = header.label().kind();
        if (taker == null || kind != FrameKind.SEND) {
            return new Reassembly(
                    header.label(), FrameCodec.carriesMessage(kind) ? messageFrameLimitBytes : FIELDS_LIMIT_BYTES);
        }
        LongFrame large = LargeSend.begin(header, bytes, at, messageLimitBytes, taker);
        int limitBytes = Math.min(messageLimitBytes, SealedMessage.LARGE_BYTES) + FragmentHeader.PAYLOAD_LIMIT;
        return large == null ? new Reassembly(header.label(), limitBytes) : large;
    }

    /** One frame may be as long as its kind allows; many at a time may not all be. */
    private void checkGathered() {
        if (parts != null && gathered > GATHERED_LIMIT_BYTES) {
            throw new WireFormatException("Long frames of one link may have " + GATHERED_LIMIT_BYTES
                    + " bytes together before they are complete but these have more.");
        }
    }

    private WireFormatException located(String where, WireFormatException cause) {
        WireFormatException located =
                new WireFormatException("At byte " + position + " of the link, " + where + ": " + cause.getMessage());
        located.initCause(cause);
        return located;
    }
}
