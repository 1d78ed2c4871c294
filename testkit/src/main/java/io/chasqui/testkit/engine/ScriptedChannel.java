package io.chasqui.testkit.engine;

import io.chasqui.protocol.codec.FrameEncoder;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The broker's end of a link of which the other end is a test. */
final class ScriptedChannel implements Channel {
    private final Consumer<Frame> client;
    private @Nullable ChannelListener broker;
    private boolean open = true;
    private boolean writable = true;

    ScriptedChannel(Consumer<Frame> client) {
        this.client = client;
    }

    void attach(ChannelListener listener) {
        this.broker = listener;
    }

    boolean open() {
        return open;
    }

    void writable(boolean takesFrames) {
        writable = takesFrames;
        if (takesFrames && broker != null) {
            broker.onWritable();
        }
    }

    /** The link is gone; the broker is told. */
    void lose(@Nullable Throwable cause) {
        if (open) {
            open = false;
            if (broker != null) {
                broker.onClosed(cause);
            }
        }
    }

    /** The link is gone because the broker is: nobody is told. */
    void cut() {
        open = false;
    }

    @Override
    public void send(Frame frame) {
        if (!open) {
            FrameEncoder.drop(frame);
        } else if (frame instanceof DeliverStored stored) {
            client.accept(stored.load());
        } else {
            client.accept(frame);
        }
    }

    @Override
    public void flush() {
        // frames arrive as they are sent
    }

    @Override
    public boolean writable() {
        return open && writable;
    }

    @Override
    public void close() {
        lose(null);
    }

    @Override
    public String peer() {
        return "script";
    }
}
