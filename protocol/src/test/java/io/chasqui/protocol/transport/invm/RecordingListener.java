package io.chasqui.protocol.transport.invm;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what a channel says, and may answer frames. */
final class RecordingListener implements ChannelListener {
    final List<Object> heard = new CopyOnWriteArrayList<>();
    private final Consumer<Frame> answer;

    RecordingListener() {
        this(frame -> {});
    }

    RecordingListener(Consumer<Frame> answer) {
        this.answer = answer;
    }

    @Override
    public void onFrame(Frame frame) {
        heard.add(frame);
        answer.accept(frame);
    }

    @Override
    public void onBatchEnd() {
        heard.add("batch end");
    }

    @Override
    public void onBatchSoon() {
        heard.add("batch end, nobody waits");
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        heard.add("closed: " + cause);
    }
}
