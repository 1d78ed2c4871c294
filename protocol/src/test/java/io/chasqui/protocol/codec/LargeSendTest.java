package io.chasqui.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeSendTest {
    private static final Destination QUEUE = Destination.queue("orders");
    private static final int MIB = 1 << 20;

    private final List<SendPart> parts = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    @Test
    void handsALargeMessageOverInPartsOfAboutAFragment() {
        Send send = send(3 * MIB);

        decode(decoder(4 * MIB), FrameEncoder.toBytes(send), 10_000);

        assertThat(frames).isEmpty();
        assertThat(parts).hasSizeBetween(48, 50);
        assertThat(parts.get(0).first()).isTrue();
        assertThat(parts.get(parts.size() - 1).last()).isTrue();
        assertThat(parts).extracting(SendPart::send).containsOnly(parts.get(0).send());
        assertThat(parts.get(0).send().destination()).isEqualTo(QUEUE);
        assertThat(joined()).isEqualTo(send.message());
    }

    @Test
    void putsSmallFragmentsTogether() {
        Send send = send(2 * MIB);
        byte[] payload = payload(send);
        WireWriter link = new WireWriter(payload.length * 2);
        for (int from = 0; from < payload.length; from += 500) {
            fragment(link, payload, from, Math.min(500, payload.length - from), from + 500 < payload.length);
        }

        decode(decoder(4 * MIB), link.toByteArray(), 64 << 10);

        assertThat(parts).hasSizeLessThan(70);
        assertThat(joined()).isEqualTo(send.message());
    }

    @Test
    void keepsMessagesOfUpToOneMebibyteWhole() {
        Send send = send(MIB - 1_000);

        decode(decoder(4 * MIB), FrameEncoder.toBytes(send), 64 << 10);

        assertThat(parts).isEmpty();
        assertThat(frames).hasSize(1);
        assertThat(RandomFrames.same(frames.get(0), send)).isTrue();
    }

    @Test
    void letsOtherFramesThroughBetweenTheParts() {
        FrameEncoder encoder = new FrameEncoder();
        WireWriter link = new WireWriter(4 * MIB);
        encoder.encode(send(2 * MIB), link::writeRaw);
        encoder.encodeMore(link::writeRaw);
        encoder.encode(new Ping(7), link::writeRaw);
        while (encoder.hasMore()) {
            encoder.encodeMore(link::writeRaw);
        }

        decode(decoder(4 * MIB), link.toByteArray(), 64 << 10);

        assertThat(frames).containsExactly(new Ping(7));
        assertThat(parts.get(parts.size() - 1).last()).isTrue();
    }

    @Test
    void refusesAMessageAboveTheLimitWithItsFirstFragment() {
        byte[] bytes = FrameEncoder.toBytes(send(3 * MIB));

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decode(decoder(2 * MIB), Arrays.copyOf(bytes, 70_000), 70_000))
                .withMessageContaining("message limit");
        assertThat(parts).isEmpty();
    }

    @Test
    void refusesAMessageThatIsLongerOrShorterThanItSays() {
        Send send = send(2 * MIB);
        byte[] payload = payload(send);
        for (int length : new int[] {payload.length - 1, payload.length + 1}) {
            byte[] other = Arrays.copyOf(payload, length);
            WireWriter link = new WireWriter(3 * MIB);
            for (int from = 0; from < length; from += 60_000) {
                fragment(link, other, from, Math.min(60_000, length - from), from + 60_000 < length);
            }

            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> decode(decoder(4 * MIB), link.toByteArray(), 64 << 10))
                    .withMessageContaining("A message says it has");
        }
    }

    @Test
    void takesNoMoreThanALimitOfOtherLongFramesAtATime() {
        WireWriter link = new WireWriter(64 * MIB);
        byte[] payload = new byte[FragmentHeader.PAYLOAD_LIMIT];
        FrameLabel label = new FrameLabel(io.chasqui.protocol.frame.FrameKind.ACKNOWLEDGE, 1);
        for (int stream = 1; stream <= 2; stream++) {
            for (int i = 0; i < 400; i++) {
                new FragmentHeader(payload.length, label, stream, true).write(link);
                link.writeRaw(payload, 0, payload.length);
            }
        }

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decode(decoder(4 * MIB), link.toByteArray(), 64 << 10))
                .withMessageContaining("together");
    }

    @Test
    void endsInPartsOrInOneKindOfFailureForMutatedFragments() {
        Random random = new Random(5);
        byte[] original = FrameEncoder.toBytes(send(MIB + 100_000));
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            byte[] bytes = original.clone();
            int fragment = random.nextInt(18) * (FragmentHeader.PAYLOAD_LIMIT + FragmentHeader.BYTES);
            bytes[fragment + random.nextInt(FragmentHeader.BYTES + 60)] = (byte) random.nextInt(12);
            try {
                decode(decoder(4 * MIB), bytes, 64 << 10);
            } catch (WireFormatException expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private FrameDecoder decoder(int limitBytes) {
        FrameDecoder decoder = new FrameDecoder(limitBytes);
        decoder.handOverParts(parts::add);
        return decoder;
    }

    private void decode(FrameDecoder decoder, byte[] bytes, int slice) {
        for (int at = 0; at < bytes.length; at += slice) {
            decoder.decode(bytes, at, Math.min(slice, bytes.length - at), frames::add);
        }
    }

    private byte[] joined() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        parts.forEach(part -> message.writeBytes(part.bytes()));
        return message.toByteArray();
    }

    private static byte[] payload(Send send) {
        WireWriter out = new WireWriter(100);
        SessionCommandCodec.write(out, send);
        out.writeRaw(send.message(), 0, send.message().length);
        return out.toByteArray();
    }

    private static void fragment(WireWriter link, byte[] payload, int from, int length, boolean more) {
        FrameLabel label = new FrameLabel(io.chasqui.protocol.frame.FrameKind.SEND, 1);
        new FragmentHeader(length, label, 1, more).write(link);
        link.writeRaw(payload, from, length);
    }

    private static Send send(int bodyBytes) {
        byte[] body = new byte[bodyBytes];
        new Random(bodyBytes).nextBytes(body);
        MessageHeaders headers =
                new MessageHeaders(new MessageIdentity(1, 2, 3), false, QUEUE, true, 4, 1, 0, 0, null, null, null);
        SealedMessage message = SealedMessage.seal(headers, Map.of("colour", "red"), BodyKind.BYTES, body);
        return new Send(1, 2, 3, QUEUE, false, message.bytes());
    }
}
