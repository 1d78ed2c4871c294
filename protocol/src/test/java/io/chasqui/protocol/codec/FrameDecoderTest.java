package io.chasqui.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    @Test
    void endsInFramesOrInOneKindOfFailureForRandomBytes() {
        Random random = new Random(1);
        int failures = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            failures += decodeOrFail(bytes, random) ? 0 : 1;
        }
        assertThat(failures).isPositive();
    }

    @Test
    void endsInFramesOrInOneKindOfFailureForRandomPayloads() {
        Random random = new Random(2);
        FrameKind[] kinds = FrameKind.values();
        for (int round = 0; round < 60_000; round++) {
            FrameKind kind = kinds[random.nextInt(kinds.length)];
            byte[] payload = new byte[random.nextInt(80)];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
            }
            WireWriter out = new WireWriter(128);
            int connection = kind.code() < 10 ? 0 : 1;
            new FragmentHeader(payload.length, new FrameLabel(kind, connection), 0, false).write(out);
            out.writeRaw(payload, 0, payload.length);

            decodeOrFail(out.toByteArray(), random);
        }
    }

    @Test
    void endsInFramesOrInOneKindOfFailureForMutatedFrames() {
        Random random = new Random(3);
        RandomFrames frames = new RandomFrames(3, 200);
        for (int round = 0; round < 30_000; round++) {
            byte[] bytes = FrameEncoder.toBytes(frames.next());
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decodeOrFail(random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length)), random);
        }
    }

    @Test
    void endsInFramesOrInOneKindOfFailureForMutatedFragments() {
        Random random = new Random(4);
        byte[] original = FrameEncoder.toBytes(FrameCodecTest.send(1, 1, 200_000));
        for (int round = 0; round < 300; round++) {
            byte[] bytes = original.clone();
            int fragment = random.nextInt(4) * (FragmentHeader.PAYLOAD_LIMIT + FragmentHeader.BYTES);
            bytes[fragment + random.nextInt(FragmentHeader.BYTES)] = (byte) random.nextInt(12);
            decodeOrFail(bytes, random);
        }
    }

    @Test
    void namesThePlaceOnTheLinkAndWhatWasExpected() {
        byte[] ping = FrameEncoder.toBytes(new Ping(1));
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        FrameDecoder decoder = FrameCodecTest.decoder();
        List<Frame> frames = new ArrayList<>();
        decoder.decode(ping, 0, ping.length, frames::add);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decoder.decode(http, 0, http.length, frames::add))
                .withMessageContaining("At byte 20 of the link")
                .withMessageContaining("0..65536 bytes")
                .withMessageContaining("another protocol");
    }

    @Test
    void refusesEverythingAfterAFailure() {
        FrameDecoder decoder = FrameCodecTest.decoder();
        byte[] bad = new byte[FragmentHeader.BYTES];
        byte[] good = FrameEncoder.toBytes(new Ping(1));
        List<Frame> frames = new ArrayList<>();

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decoder.decode(bad, 0, bad.length, frames::add));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decoder.decode(good, 0, good.length, frames::add))
                .withMessageContaining("Nothing is read after byte 0");
        assertThat(frames).isEmpty();
    }

    @Test
    void refusesAMessageOverTheLimit() {
        byte[] bytes = FrameEncoder.toBytes(FrameCodecTest.send(1, 1, 500_000));
        FrameDecoder narrow = new FrameDecoder(100_000);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> narrow.decode(bytes, 0, bytes.length, frame -> {}))
                .withMessageContaining("in a SEND frame")
                .withMessageContaining("raise the broker's message limit");
    }

    @Test
    void refusesFieldsOverTheirOwnLimit() {
        WireWriter out = new WireWriter(FragmentHeader.PAYLOAD_LIMIT + FragmentHeader.BYTES);
        FrameLabel label = new FrameLabel(FrameKind.ACKNOWLEDGE, 1);
        new FragmentHeader(FragmentHeader.PAYLOAD_LIMIT, label, 1, true).write(out);
        out.writeRaw(new byte[FragmentHeader.PAYLOAD_LIMIT], 0, FragmentHeader.PAYLOAD_LIMIT);
        FrameDecoder decoder = FrameCodecTest.decoder();
        int fitting = FrameDecoder.FIELDS_LIMIT_BYTES / FragmentHeader.PAYLOAD_LIMIT;

        for (int i = 0; i < fitting; i++) {
            decoder.decode(out.array(), 0, out.size(), frame -> {});
        }

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> decoder.decode(out.array(), 0, out.size(), frame -> {}))
                .withMessageContaining("ACKNOWLEDGE");
    }

    @Test
    void refusesFragmentsOfAnotherFrameInAStream() {
        WireWriter out = new WireWriter(64);
        new FragmentHeader(1, new FrameLabel(FrameKind.SEND, 1), 1, true).write(out);
        out.writeByte(0);
        new FragmentHeader(1, new FrameLabel(FrameKind.SEND, 2), 1, true).write(out);
        out.writeByte(0);

        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> FrameCodecTest.decode(out.toByteArray()))
                .withMessageContaining("Stream 1");
    }

    @Test
    void refusesLinkFramesThatNameAConnectionAndOthersThatNameNone() {
        for (int connection : new int[] {-1, 0, 1}) {
            for (FrameKind kind : new FrameKind[] {FrameKind.PING, FrameKind.CLOSE_CONNECTION}) {
                WireWriter out = new WireWriter(64);
                byte[] payload = new byte[kind == FrameKind.PING ? 8 : 0];
                new FragmentHeader(payload.length, new FrameLabel(kind, connection), 0, false).write(out);
                out.writeRaw(payload, 0, payload.length);
                boolean valid = kind == FrameKind.PING ? connection == 0 : connection == 1;

                assertThat(decodeOrFail(out.toByteArray(), new Random(0))).isEqualTo(valid);
            }
        }
    }

    @Test
    void refusesAnImpossibleMessageLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameDecoder(0))
                .withMessageContaining("is 0");
    }

    /** Decodes in random slices; any exception but the one that is promised fails the test. */
    private static boolean decodeOrFail(byte[] bytes, Random random) {
        FrameDecoder decoder = FrameCodecTest.decoder();
        try {
            int at = 0;
            while (at < bytes.length) {
                int count = 1 + random.nextInt(bytes.length - at);
                decoder.decode(bytes, at, count, frame -> {});
                at += count;
            }
            return true;
        } catch (WireFormatException e) {
            assertThat(e).hasMessageStartingWith("At byte ");
            return false;
        }
    }
}
