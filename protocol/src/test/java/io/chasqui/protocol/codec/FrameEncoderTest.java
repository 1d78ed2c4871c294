package io.chasqui.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {
    private static final int LONG = 500_000;

    private final FrameEncoder encoder = new FrameEncoder();
    private final WireWriter out = new WireWriter(1_024);

    @Test
    void writesShortFramesAtOnce() {
        Frame frame = FrameCodecTest.send(1, 1, 1_024);

        encoder.encode(frame, out::writeRaw);

        assertThat(encoder.hasMore()).isFalse();
        FrameCodecTest.assertSame(decoded(), List.of(frame));
    }

    @Test
    void letsOtherSessionsOvertakeALongFrame() {
        Frame slow = FrameCodecTest.send(1, 1, LONG);
        Frame behind = new Confirm(1, 1, 2, 0);
        Frame other = new Confirm(1, 2, 1, 0);
        Frame ping = new Ping(1);

        encodeAll(List.of(slow, behind, other, ping));

        FrameCodecTest.assertSame(decoded(), List.of(other, ping, slow, behind));
    }

    @Test
    void takesLongFramesOfSeveralSessionsInTurns() {
        Frame slow = FrameCodecTest.send(1, 1, 3 * LONG);
        Frame quicker = FrameCodecTest.send(2, 1, LONG);

        encodeAll(List.of(slow, quicker));

        FrameCodecTest.assertSame(decoded(), List.of(quicker, slow));
    }

    @Test
    void writesOneFragmentAtATime() {
        encoder.encode(FrameCodecTest.send(1, 1, LONG), out::writeRaw);

        while (encoder.hasMore()) {
            int before = out.size();
            encoder.encodeMore(out::writeRaw);
            assertThat(out.size() - before).isBetween(1, FragmentHeader.BYTES + FragmentHeader.PAYLOAD_LIMIT);
        }
    }

    @Test
    void letsAConnectionsFramesWaitForItsSessionsAndWhatFollowsWaitForThem() {
        Frame slow = FrameCodecTest.send(1, 1, LONG);
        Frame close = new CloseConnection(1);
        Frame later = new Confirm(2, 1, 1, 0);
        Frame otherConnection = new CloseConnection(2);

        encodeAll(List.of(slow, otherConnection, close, later));

        FrameCodecTest.assertSame(decoded(), List.of(otherConnection, slow, close, later));
    }

    @Test
    void letsGoodbyeWaitForEverything() {
        Frame slow = FrameCodecTest.send(1, 1, LONG);
        Frame goodbye = new Goodbye(ErrorCode.UNAVAILABLE, "stopping");

        encodeAll(List.of(slow, goodbye));

        FrameCodecTest.assertSame(decoded(), List.of(slow, goodbye));
    }

    @Test
    void letsEverythingWaitForALongFrameAboutAConnection() {
        Frame open = new OpenConnection(1, 2, 3, "x".repeat(100_000));
        Frame session = new Confirm(1, 1, 1, 0);

        encodeAll(List.of(open, session));

        FrameCodecTest.assertSame(decoded(), List.of(open, session));
    }

    @Test
    void carriesMoreLongFramesThanThereAreStreams() {
        List<Frame> frames = new ArrayList<>();
        for (int session = 1; session <= 3 * FragmentHeader.STREAM_LIMIT; session++) {
            frames.add(FrameCodecTest.send(1, session, 100_000 + session));
        }

        encodeAll(frames);

        assertThat(decoded()).hasSameSizeAs(frames);
    }

    @Test
    void keepsTheOrderOfEachSessionWhateverTheSizes() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            FrameEncoder mixed = new FrameEncoder();
            WireWriter bytes = new WireWriter(1_024);
            Map<Integer, List<Frame>> expected = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                Send frame = FrameCodecTest.send(
                        1 + random.nextInt(3),
                        random.nextInt(6),
                        random.nextInt(random.nextInt(4) == 0 ? 300_000 : 900));
                expected.computeIfAbsent(frame.connection() * 10 + frame.session(), key -> new ArrayList<>())
                        .add(frame);
                mixed.encode(frame, bytes::writeRaw);
                for (int more = random.nextInt(4); more > 0 && mixed.hasMore(); more--) {
                    mixed.encodeMore(bytes::writeRaw);
                }
            }
            while (mixed.hasMore()) {
                mixed.encodeMore(bytes::writeRaw);
            }

            Map<Integer, List<Frame>> actual = new HashMap<>();
            for (Frame frame : FrameCodecTest.decode(bytes.toByteArray())) {
                actual.computeIfAbsent(frame.connection() * 10 + ((Send) frame).session(), key -> new ArrayList<>())
                        .add(frame);
            }
            assertThat(actual).containsOnlyKeys(expected.keySet());
            expected.forEach((key, frames) -> FrameCodecTest.assertSame(actual.get(key), frames));
        }
    }

    private void encodeAll(List<Frame> frames) {
        frames.forEach(frame -> encoder.encode(frame, out::writeRaw));
        while (encoder.hasMore()) {
            encoder.encodeMore(out::writeRaw);
        }
    }

    private List<Frame> decoded() {
        return FrameCodecTest.decode(out.toByteArray());
    }
}
