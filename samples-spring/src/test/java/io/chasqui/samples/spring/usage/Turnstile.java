package io.chasqui.samples.spring.usage;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAcceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a port and a broker. It counts the sockets and the frames that clients send, and can keep the broker's
 * answers back, so that a test knows which calls wait for one and how often.
 */
final class Turnstile implements LinkAcceptor {
    private final LinkAcceptor broker;
    private final AtomicInteger links = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<FrameKind> frames = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> kept = new ArrayList<>();
    private boolean keeping;
    private int framesAtLastRelease;
    private int waves;

    Turnstile(LinkAcceptor broker) {
        this.broker = broker;
    }

    /** How many sockets were opened so far. */
    int links() {
        return links.get();
    }

    /** How many connections are open: their end has been answered when they are not counted any more. */
    int connections() {
        return connections.get();
    }

    /** What clients have sent since {@link #reset}, without heartbeats. */
    List<FrameKind> frames() {
        return List.copyOf(frames);
    }

    /** Forgets the frames so far. */
    void reset() {
        frames.clear();
    }

    /** From now on answers are kept back. */
    void keepAnswers() {
        lock.lock();
        try {
            keeping = true;
            framesAtLastRelease = frames.size();
            waves = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether an answer is being kept back. */
    boolean hasAnswers() {
        lock.lock();
        try {
            return !kept.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the answers go that were kept back; a wave is what goes after clients have sent something. */
    void release() {
        lock.lock();
        try {
            if (frames.size() > framesAtLastRelease && !kept.isEmpty()) {
                waves++;
                framesAtLastRelease = frames.size();
            }
            kept.forEach(Runnable::run);
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps nothing back any more. */
    void letAllGo() {
        lock.lock();
        try {
            keeping = false;
            kept.forEach(Runnable::run);
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The number of waves since {@link #keepAnswers}. */
    int waves() {
        lock.lock();
        try {
            return waves;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChannelListener accept(Channel channel) {
        links.incrementAndGet();
        return new Entrance(broker.accept(new Exit(channel)));
    }

    private void pass(Runnable answer) {
        lock.lock();
        try {
            if (keeping) {
                kept.add(answer);
            } else {
                answer.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Entrance implements ChannelListener {
        private final ChannelListener inside;

        Entrance(ChannelListener inside) {
            this.inside = inside;
        }

        @Override
        public void onFrame(Frame frame) {
            if (frame.kind() != FrameKind.PING && frame.kind() != FrameKind.PONG) {
                frames.add(frame.kind());
            }
            if (frame.kind() == FrameKind.OPEN_CONNECTION) {
                connections.incrementAndGet();
            }
            inside.onFrame(frame);
        }

        @Override
        public void onBatchEnd() {
            inside.onBatchEnd();
        }

        @Override
        public void onWritable() {
            inside.onWritable();
        }

        @Override
        public void onClosed(@Nullable Throwable cause) {
            inside.onClosed(cause);
        }
    }

    private final class Exit implements Channel {
        private final Channel outside;

        Exit(Channel outside) {
            this.outside = outside;
        }

        @Override
        public void send(Frame frame) {
            pass(() -> {
                outside.send(frame);
                outside.flush();
                if (frame.kind() == FrameKind.CONNECTION_CLOSED) {
                    connections.decrementAndGet();
                }
            });
        }

        @Override
        public void flush() {
            // each frame is pushed out as it goes
        }

        @Override
        public boolean writable() {
            return outside.writable();
        }

        @Override
        public void close() {
            outside.close();
        }

        @Override
        public String peer() {
            return outside.peer();
        }
    }
}
