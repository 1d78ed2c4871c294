package io.chasqui.jms.client;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SessionCommand;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session's frames in order on their way to one channel. Frames are added under the session's lock and handed to
 * the channel without it, by whichever thread finds nobody else doing so; so no thread waits for another's send, and a
 * channel that runs the broker on the sender's thread may call back into any session.
 */
final class Outbox {
    private static final int FLUSH_BYTES = 32 * 1024;

    private static final long NOTHING_LEFT = -1;

    private final PushedChannel channel;
    private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean flushWanted;
    private volatile boolean soonWanted;
    private volatile long leftAt = NOTHING_LEFT;
    private int unflushedBytes;

    Outbox(PushedChannel channel) {
        this.channel = channel;
    }

    /** Adds a frame behind those added before; the caller holds the session's lock. */
    void add(Frame frame) {
        frames.add(frame);
    }

    /** Adds a frame that the next {@link #drain} pushes out in any case; the caller holds the session's lock. */
    void addUrgent(Frame frame) {
        frames.add(frame);
        flushWanted = true;
    }

    /**
     * Sends what was added, and leaves pushing it out to the next push on the channel, whosever it is. There is only one
     * round of frames of this session that is left so: one that finds another pushes both. The caller holds no lock.
     *
     * @return whether something is left
     */
    boolean drainForCompany() {
        if (!work.compareAndSet(0, 1)) {
            drain(true); // another thread sends it, and cannot tell this one whether it was left
            return false;
        }
        if (leftAt == channel.pushes()) {
            flushWanted = true;
        }
        sendRounds();
        boolean left = leftAt != NOTHING_LEFT;
        if (left) {
            channel.leave();
        }
        return left;
    }

    /**
     * Sends what was added; the caller holds no lock.
     *
     * @param flush whether the broker is to see it at once; otherwise it may be kept back until more comes
     */
    void drain(boolean flush) {
        if (flush) {
            flushWanted = true;
        }
        if (work.getAndIncrement() == 0) {
            sendRounds();
        }
    }

    private void sendRounds() {
        int missed = 1;
        do {
            sendAll();
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    /** Sends what was added; the broker may see it a moment later, with more. The caller holds no lock. */
    void drainSoon() {
        soonWanted = true;
        drain(false);
    }

    /** Whether the channel has everything that was added. */
    boolean isEmpty() {
        return frames.isEmpty() && work.get() == 0;
    }

    /** Takes the wishes before the frames: one that comes later has another round, whoever wished it sees to that. */
    private void sendAll() {
        boolean now = flushWanted;
        if (now) {
            flushWanted = false;
        }
        boolean soon = soonWanted;
        if (soon) {
            soonWanted = false;
        }
        boolean sent = false;
        for (@Nullable Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            sent = true;
            channel.send(frame);
            unflushedBytes += frame instanceof SessionCommand.Send send ? send.message().length : 64;
        }
        if (now || soon || unflushedBytes >= FLUSH_BYTES) {
            push(soon && !now);
        } else if (sent) {
            leftAt = channel.pushes();
        }
    }

    private void push(boolean soon) {
        unflushedBytes = 0;
        leftAt = NOTHING_LEFT;
        if (soon) {
            channel.flushSoon();
        } else {
            channel.flush();
        }
    }
}
