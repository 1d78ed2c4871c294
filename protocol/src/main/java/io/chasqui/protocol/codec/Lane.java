package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one session from a long frame on: the long one that is going out in fragments, and those that must not
 * overtake it.
 */
final class Lane {
    private final int connection;
    private final long key;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private @Nullable FragmentedFrame current;
    private int stream;

    Lane(int connection, long key, FragmentedFrame current) {
        this.connection = connection;
        this.key = key;
        this.current = current;
    }

    int connection() {
        return connection;
    }

    long key() {
        return key;
    }

    @Nullable
    FragmentedFrame current() {
        return current;
    }

    /** The stream of the frame that is going out, 0 when it has none yet. */
    int stream() {
        return stream;
    }

    void begin(FragmentedFrame frame) {
        current = frame;
    }

    void useStream(int number) {
        stream = number;
    }

    void finishCurrent() {
        current = null;
        stream = 0;
    }

    void await(Frame frame) {
        waiting.add(frame);
    }

    @Nullable
    Frame poll() {
        return waiting.poll();
    }

    /** Nothing of it will be written any more. */
    void drop() {
        waiting.forEach(FrameEncoder::drop);
        waiting.clear();
        FragmentedFrame unfinished = current;
        if (unfinished != null) {
            unfinished.close();
        }
        finishCurrent();
    }

    boolean isEmpty() {
        return current == null && waiting.isEmpty();
    }
}
