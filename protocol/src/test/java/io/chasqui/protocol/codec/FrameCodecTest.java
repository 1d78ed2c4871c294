package io.chasqui.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
    @ParameterizedTest
    @EnumSource
    void restoresEveryKindWithAnyContents(FrameKind kind) {
        RandomFrames frames = new RandomFrames(kind.code(), 2_000);

        for (int round = 0; round < 300; round++) {
            Frame frame = frames.next(kind);
            assertThat(frame.kind()).isEqualTo(kind);

            List<Frame> decoded = decode(FrameEncoder.toBytes(frame));

            assertThat(decoded).hasSize(1);
            assertThat(RandomFrames.same(decoded.get(0), frame)).as("%s", frame).isTrue();
        }
    }

    @Test
    void restoresASequenceSplitAnywhere() {
        List<Frame> frames = new RandomFrames(7, 60).list(25);
        byte[] bytes = concatenate(frames);

        for (int split = 0; split <= bytes.length; split++) {
            List<Frame> decoded = new ArrayList<>();
            FrameDecoder decoder = decoder();
            decoder.decode(bytes, 0, split, decoded::add);
            decoder.decode(bytes, split, bytes.length - split, decoded::add);

            assertSame(decoded, frames);
            assertThat(decoder.isMidFrame()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 11, 12, 13, 1_000, 65_535, 65_548, 70_000})
    void restoresASequenceThatComesInSlicesOfOneSize(int sliceBytes) {
        List<Frame> frames = new ArrayList<>(new RandomFrames(sliceBytes, 3_000).list(60));
        frames.add(send(1, 1, 200_000));
        frames.add(send(1, 1, 65_536 - 30));
        byte[] bytes = concatenate(frames);
        List<Frame> decoded = new ArrayList<>();
        FrameDecoder decoder = decoder();

        for (int at = 0; at < bytes.length; at += sliceBytes) {
            decoder.decode(bytes, at, Math.min(sliceBytes, bytes.length - at), decoded::add);
        }

        assertSame(decoded, frames);
    }

    @Test
    void restoresLongFramesOfEverySizeAroundTheFragmentLimit() {
        for (int fragments = 1; fragments <= 3; fragments++) {
            for (int around = -40; around <= 2; around++) {
                Frame frame = send(3, 4, fragments * FragmentHeader.PAYLOAD_LIMIT + around);

                assertSame(decode(FrameEncoder.toBytes(frame)), List.of(frame));
            }
        }
    }

    @Test
    void restoresLongFramesWhoseFieldsGoOverSeveralFragments() {
        List<DeliveryName> names = Collections.nCopies(50_000, new DeliveryName(-1, Long.MIN_VALUE));
        Frame frame = new Acknowledge(1, 2, 3, names, true);

        assertThat(decode(FrameEncoder.toBytes(frame))).containsExactly(frame);
    }

    @Test
    void saysWhetherBytesEndInTheMiddleOfAFrame() {
        byte[] bytes = FrameEncoder.toBytes(send(1, 1, 100_000));
        FrameDecoder decoder = decoder();
        List<Frame> decoded = new ArrayList<>();

        decoder.decode(bytes, 0, FragmentHeader.PAYLOAD_LIMIT + FragmentHeader.BYTES, decoded::add);

        assertThat(decoded).isEmpty();
        assertThat(decoder.isMidFrame()).isTrue();
    }

    static FrameDecoder decoder() {
        return new FrameDecoder(FrameDecoder.DEFAULT_MESSAGE_LIMIT_BYTES);
    }

    static List<Frame> decode(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        decoder().decode(bytes, 0, bytes.length, frames::add);
        return frames;
    }

    static Send send(int connection, int session, int messageBytes) {
        byte[] message = new byte[messageBytes];
        new Random(messageBytes).nextBytes(message);
        return new Send(connection, session, messageBytes, Destination.queue("q"), false, message);
    }

    static void assertSame(List<Frame> actual, List<Frame> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(RandomFrames.same(actual.get(i), expected.get(i)))
                    .as("%s", expected.get(i))
                    .isTrue();
        }
    }

    private static byte[] concatenate(List<Frame> frames) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        frames.forEach(frame -> out.writeBytes(FrameEncoder.toBytes(frame)));
        return out.toByteArray();
    }
}
