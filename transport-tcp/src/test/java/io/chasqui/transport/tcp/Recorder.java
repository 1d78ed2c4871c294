package io.chasqui.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener that keeps what it hears for the test's thread, and may answer frames. */
final class Recorder implements ChannelListener {
    private static final long PATIENCE_SECONDS = 30;

    final AtomicInteger batches = new AtomicInteger();
    final Semaphore writable = new Semaphore(0);
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
    private final Consumer<Frame> answer;

    Recorder() {
        this(frame -> {});
    }

    Recorder(Consumer<Frame> answer) {
        this.answer = answer;
    }

    /** A listener that sends every frame back. */
    static ChannelListener echo(Channel channel) {
        return new ChannelListener() {
            @Override
            public void onFrame(Frame frame) {
                channel.send(frame);
            }

            @Override
            public void onBatchEnd() {
                channel.flush();
            }

            @Override
            public void onClosed(@Nullable Throwable cause) {}
        };
    }

    @Override
    public void onFrame(Frame frame) {
        frames.add(frame);
        answer.accept(frame);
    }

    @Override
    public void onBatchEnd() {
        batches.incrementAndGet();
    }

    @Override
    public void onWritable() {
        writable.release();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        ends.add(Optional.ofNullable(cause));
    }

    Frame nextFrame() throws InterruptedException {
        Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(frame).as("a frame within %s s", PATIENCE_SECONDS).isNotNull();
        return frame;
    }

    List<Frame> nextFrames(int count) throws InterruptedException {
        List<Frame> list = new ArrayList<>();
        while (list.size() < count) {
            list.add(nextFrame());
        }
        return list;
    }

    /** Waits for the end of the link. */
    Optional<Throwable> end() throws InterruptedException {
        Optional<Throwable> end = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(end).as("the end within %s s", PATIENCE_SECONDS).isNotNull();
        return end;
    }

    /** What came and was not taken yet. */
    List<Frame> rest() {
        return List.copyOf(frames);
    }

    int furtherEnds() {
        return ends.size();
    }
}
