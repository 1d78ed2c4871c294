package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A send with a large message, handed over as it comes. What a fragment brings goes out at once; only fragments much
 * smaller than they could be are put together, so that the number of parts stays small in proportion to the message.
 * It guarantees that the parts make up exactly the message that was announced.
 */
final class LargeSend implements LongFrame {
    private static final int LEAST_PART_BYTES = 32 << 10;
    private static final byte[] NOTHING = {};

    private final FrameLabel label;
    private final Send send;
    private final int messageBytes;
    private final Consumer<SendPart> taker;
    private int fieldBytes;
    private int offset;
    private byte[] small = NOTHING;
    private int smallBytes;

    private LargeSend(FrameLabel label, Send send, int messageBytes, Consumer<SendPart> taker) {
        this.label = label;
        this.send = send;
        this.messageBytes = messageBytes;
        this.taker = taker;
    }

    /**
     * Looks at the first fragment of a send.
     *
     * @param limitBytes largest message
     * @param taker takes the parts
     * @return null unless the message is a large one and the fragment has all its fields and fixed header
     */
    static @Nullable LargeSend begin(
            FragmentHeader header, byte[] bytes, int at, int limitBytes, Consumer<SendPart> taker) {
        WireReader in = new WireReader(bytes, at, header.payloadLength());
        Send send;
        int fixedAt;
        try {
            send = SessionCommandCodec.readSendFields(header.label().connection(), in);
            fixedAt = in.position();
            in.skip(SealedMessage.FIXED_BYTES);
        } catch (WireFormatException tooShort) {
            return null; // if it is malformed, that shows when the frame is complete
        }
        long messageBytes = announced(bytes, fixedAt);
        if (messageBytes <= SealedMessage.LARGE_BYTES) {
            return null;
        }
        if (messageBytes > limitBytes) {
            throw new WireFormatException("A message may have " + limitBytes + " bytes but this has " + messageBytes
                    + ". Send a smaller message or raise the broker's message limit.");
        }
        LargeSend large = new LargeSend(header.label(), send, (int) messageBytes, taker);
        large.fieldBytes = fixedAt - at;
        return large;
    }

    /** The message's length as its fixed header says; 0 if that cannot be. */
    private static long announced(byte[] bytes, int fixedAt) {
        WireReader lengths = new WireReader(bytes, fixedAt + 4, 12);
        long total = SealedMessage.FIXED_BYTES;
        for (int i = 0; i < 3; i++) {
            int length = lengths.readInt();
            if (length < 0) {
                return 0;
            }
            total += length;
        }
        return total;
    }

    @Override
    public FrameLabel label() {
        return label;
    }

    @Override
    public int append(FragmentHeader header, byte[] source, int from) {
        int skipped = fieldBytes;
        fieldBytes = 0;
        int length = header.payloadLength() - skipped;
        long missing = (long) messageBytes - offset - smallBytes;
        if (header.more() ? length >= missing : length != missing) {
            throw new WireFormatException("A message says it has " + messageBytes + " bytes but "
                    + (length < missing ? "ends after " + (messageBytes - missing + length) : "goes on behind them")
                    + ".");
        }
        take(source, from + skipped, length, !header.more());
        return 0;
    }

    private void take(byte[] source, int from, int length, boolean last) {
        if (smallBytes == 0 && (length >= LEAST_PART_BYTES || last)) {
            handOver(Arrays.copyOfRange(source, from, from + length));
            return;
        }
        if (small.length == 0) {
            small = new byte[LEAST_PART_BYTES + FragmentHeader.PAYLOAD_LIMIT];
        }
        System.arraycopy(source, from, small, smallBytes, length);
        smallBytes += length;
        if (smallBytes >= LEAST_PART_BYTES || last) {
            byte[] part = Arrays.copyOf(small, smallBytes);
            smallBytes = 0;
            handOver(part);
        }
    }

    private void handOver(byte[] part) {
        taker.accept(new SendPart(send, messageBytes, offset, part));
        offset += part.length;
    }

    @Override
    public int gatheredBytes() {
        return 0;
    }

    @Override
    public @Nullable Frame end() {
        return null;
    }
}
