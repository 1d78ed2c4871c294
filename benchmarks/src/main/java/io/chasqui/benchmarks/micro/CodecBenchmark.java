package io.chasqui.benchmarks.micro;

import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.codec.FrameEncoder;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A message of 1 KiB: sealed by the client, written to the link, read from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final int LIMIT_BYTES = 1 << 20;

    private final byte[] body = new byte[1024];
    private final Destination queue = Destination.queue("orders");
    private final Map<String, Object> properties = Map.of("lane", 7);
    private final MessageHeaders headers = new MessageHeaders(
            new MessageIdentity(1, 2, 3), false, queue, true, 4, 1_000, 0, 0, "correlation", null, null);
    private final Send send = new Send(1, 1, 1, queue, false, seal().bytes());
    private final byte[] frame = FrameEncoder.toBytes(send);
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameDecoder decoder = new FrameDecoder(LIMIT_BYTES);

    /** The client's one encoding of a message. */
    @Benchmark
    public SealedMessage seal() {
        return SealedMessage.seal(headers, properties, BodyKind.BYTES, body);
    }

    /** A sealed message into a link's buffer. */
    @Benchmark
    public void encode(Blackhole sink) {
        encoder.encode(send, (bytes, offset, length) -> sink.consume(length));
    }

    /** A frame out of a link's bytes. */
    @Benchmark
    public void decode(Blackhole sink) {
        decoder.decode(frame, 0, frame.length, sink::consume);
    }
}
