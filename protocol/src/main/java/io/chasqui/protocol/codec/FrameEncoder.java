package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.frame.SessionFrame;
import io.chasqui.protocol.message.MessageSource;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of one direction of a link into fragments, so that a long body never blocks the link for others.
 *
 * <p>A frame that fits into one fragment (64 KiB) is written at once by {@link #encode}. A longer one is kept, and the
 * caller takes it out in pieces with {@link #encodeMore}, putting other frames in between as it likes. What is promised
 * about order: frames of one session leave in the order in which they came; a frame about a connection waits for all
 * that its sessions sent before it; {@code Goodbye} waits for everything. Heartbeats overtake long frames.
 *
 * <p>Messages are not copied here, but handed to the sink from the array that the frame holds; a stored one is read a
 * fragment at a time, and closed when it is written or {@linkplain #drop dropped}. One encoder belongs to one thread at
 * a time.
 */
public final class FrameEncoder {
    private static final int SCRATCH_BYTES = 512;

    private final ArrayDeque<Lane> lanes = new ArrayDeque<>();
    private final Map<Long, Lane> lanesByKey = new HashMap<>();
    private final ArrayDeque<Frame> held = new ArrayDeque<>();
    private WireWriter scratch = new WireWriter(SCRATCH_BYTES);
    private boolean exclusive;
    private int usedStreams;

    /** An encoder for a new link. */
    public FrameEncoder() {}

    /** The bytes of one frame alone on a link, all its fragments in a row. */
    public static byte[] toBytes(Frame frame) {
        WireWriter out = new WireWriter(SCRATCH_BYTES);
        FrameEncoder encoder = new FrameEncoder();
        encoder.encode(frame, out::writeRaw);
        while (encoder.hasMore()) {
            encoder.encodeMore(out::writeRaw);
        }
        return out.toByteArray();
    }

    /**
     * Writes a frame, or keeps it for {@link #encodeMore} if it is long or must not overtake a long one.
     *
     * @param frame is kept as it is, with its arrays, until it is written
     * @param sink takes the bytes
     */
    public void encode(Frame frame, ByteSink sink) {
        if (!held.isEmpty() || isBlocked(frame)) {
            held.add(frame);
        } else {
            start(frame, sink);
        }
    }

    /** Whether something is left for {@link #encodeMore}. */
    public boolean hasMore() {
        return !lanes.isEmpty() || !held.isEmpty();
    }

    /**
     * Writes at most one fragment of what was kept, taking the sessions in turns. To be called until {@link #hasMore}
     * is false.
     */
    public void encodeMore(ByteSink sink) {
        Frame first = held.peek();
        if (first != null && !isBlocked(first)) {
            held.remove();
            start(first, sink);
        } else if (!lanes.isEmpty()) {
            advance(nextLane(), sink);
        }
    }

    /** The link has ended: nothing that was kept will be written. */
    public void drop() {
        held.forEach(FrameEncoder::drop);
        held.clear();
        lanesByKey.values().forEach(Lane::drop); // also one that could not be written
        lanes.clear();
        lanesByKey.clear();
    }

    /** A frame will never be written: lets go of the message that it names. */
    public static void drop(Frame frame) {
        if (frame instanceof DeliverStored stored) {
            stored.source().close();
        }
    }

    private void start(Frame frame, ByteSink sink) {
        Lane lane = lanes.isEmpty() ? null : lanesByKey.get(key(frame));
        if (lane != null && frame instanceof SessionFrame) {
            lane.await(frame);
            return;
        }
        FragmentedFrame cut = writeOrCut(frame, sink);
        if (cut != null) {
            Lane opened = new Lane(frame.connection(), key(frame), cut);
            lanes.add(opened);
            lanesByKey.put(opened.key(), opened);
            exclusive = !(frame instanceof SessionFrame);
        }
    }

    /** Writes the frame if it fits into one fragment and returns null, or returns it ready to be cut. */
    private @Nullable FragmentedFrame writeOrCut(Frame frame, ByteSink sink) {
        FrameLabel label = new FrameLabel(frame.kind(), frame.connection());
        scratch.reset();
        new FragmentHeader(0, label, 0, false).write(scratch);
        FrameCodec.writeFields(scratch, frame);
        byte[] message = FrameCodec.message(frame);
        MessageSource stored = frame instanceof DeliverStored delivery ? delivery.source() : null;
        long payload = (long) scratch.size() - FragmentHeader.BYTES + message.length;
        if (stored != null || payload > FragmentHeader.PAYLOAD_LIMIT) {
            byte[] fields = Arrays.copyOfRange(scratch.array(), FragmentHeader.BYTES, scratch.size());
            scratch = new WireWriter(SCRATCH_BYTES);
            return new FragmentedFrame(label, fields, message, stored);
        }
        scratch.putInt(0, (int) payload);
        sink.write(scratch.array(), 0, scratch.size());
        if (message.length > 0) {
            sink.write(message, 0, message.length);
        }
        return null;
    }

    /** The lane whose turn it is: the first that has a stream, can get one, or needs none. */
    private Lane nextLane() {
        Lane lane = lanes.remove();
        while (lane.current() != null && lane.stream() == 0 && usedStreams == (1 << FragmentHeader.STREAM_LIMIT) - 1) {
            lanes.add(lane);
            lane = lanes.remove();
        }
        return lane;
    }

    private void advance(Lane lane, ByteSink sink) {
        FragmentedFrame current = lane.current();
        if (current != null) {
            writeFragment(lane, current, sink);
        } else {
            Frame next = lane.poll();
            FragmentedFrame cut = next == null ? null : writeOrCut(next, sink);
            if (cut != null) {
                lane.begin(cut);
            }
        }
        if (!lane.isEmpty()) {
            lanes.add(lane);
            return;
        }
        lanesByKey.remove(lane.key());
        exclusive &= !lanes.isEmpty();
    }

    private void writeFragment(Lane lane, FragmentedFrame current, ByteSink sink) {
        if (lane.stream() == 0) {
            int free = Integer.numberOfTrailingZeros(~usedStreams);
            usedStreams |= 1 << free;
            lane.useStream(free + 1);
        }
        if (!current.writeNext(lane.stream(), scratch, sink)) {
            usedStreams &= ~(1 << (lane.stream() - 1));
            lane.finishCurrent();
        }
    }

    /** Whether a frame would overtake what it has to follow. */
    private boolean isBlocked(Frame frame) {
        if (lanes.isEmpty() || frame instanceof SessionFrame) {
            return exclusive;
        }
        if (frame instanceof ConnectionFrame) {
            return exclusive || lanes.stream().anyMatch(lane -> lane.connection() == frame.connection());
        }
        return exclusive || frame.kind() == FrameKind.GOODBYE;
    }

    private static long key(Frame frame) {
        int session = frame instanceof SessionFrame sessionFrame ? sessionFrame.session() : -1;
        return ((long) frame.connection() << 32) | (session & 0xFFFF_FFFFL);
    }
}
