package io.chasqui.jms.client;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a link after a while: heartbeats, telling of acknowledgements that wait for company, pushing out frames
 * that found none, and the end of a link that nobody uses. One thread per link, started when there is something to time.
 *
 * <p>Asking for a push costs nothing while the last one was asked for less than a millisecond ago: the thread is about to
 * look again anyway.
 */
final class LinkTimer {
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long NEVER_NANOS = TimeUnit.HOURS.toNanos(1);

    /** A heartbeat comes up to this share early, so that those of a process's links go out together. */
    private static final int BEATS_TOGETHER_SHARE = 8;

    private final Link link;
    private final Set<SessionCore> untold = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean pushWanted = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile boolean lingering;
    private volatile boolean napping;
    private volatile long beatNanos;
    private volatile long silenceNanos;
    private long nextBeatNanos;

    LinkTimer(Link link) {
        this.link = link;
    }

    /**
     * A channel has come up.
     *
     * @param ownMillis heartbeat that this side asks for, 0 for none
     * @param peerMillis heartbeat that the broker asks for, 0 for none
     */
    void started(int ownMillis, int peerMillis) {
        int beatMillis =
                ownMillis == 0 || peerMillis == 0 ? Math.max(ownMillis, peerMillis) : Math.min(ownMillis, peerMillis);
        beatNanos = TimeUnit.MILLISECONDS.toNanos(beatMillis) / 2;
        silenceNanos = ownMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(ownMillis) * 2;
        if (beatNanos > 0) {
            wake();
        }
    }

    /** The session has finished deliveries to tell the broker about, within a few milliseconds. */
    void flushSoon(SessionCore session) {
        if (untold.add(session)) {
            wake();
        }
    }

    /** Something that was sent waits for company; it is pushed out within a millisecond or two. */
    void pushSoon() {
        if (!pushWanted.get() && pushWanted.compareAndSet(false, true) && !napping) {
            wake();
        }
    }

    /** The link has no connection and should end if none comes. */
    void lingering() {
        lingering = true;
        wake();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void wake() {
        if (running.compareAndSet(false, true)) {
            thread = link.environment().start("chasqui-timer", true, this::run);
        } else if (awake.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        nextBeatNanos = beatAfter(link.environment().nanoTime(), beatNanos);
        while (!stopped) {
            awake.set(false);
            pushWhileAsked();
            boolean telling = !untold.isEmpty();
            LockSupport.parkNanos(
                    this, telling ? TELL_NANOS : pauseNanos(link.environment().nanoTime()));
            if (telling) {
                tell();
            }
            tick(link.environment().nanoTime());
        }
    }

    /** Pushes once in a millisecond, until nobody has asked for it in the last one. */
    private void pushWhileAsked() {
        napping = true;
        while (pushWanted.getAndSet(false) && !stopped) {
            LockSupport.parkNanos(this, PUSH_NANOS);
            Attachment attachment = link.attachment();
            if (attachment != null) {
                attachment.channel().flush();
            }
            tell();
            tick(link.environment().nanoTime());
        }
        napping = false;
        if (pushWanted.get()) {
            wake();
        }
    }

    /** Does what is due. */
    private void tick(long nowNanos) {
        if (beatNanos > 0 && nowNanos - nextBeatNanos >= 0) {
            nextBeatNanos = beatAfter(nowNanos, beatNanos);
            Attachment attachment = link.attachment();
            if (attachment != null) {
                attachment.beat(nowNanos, silenceNanos);
            }
        }
        if (lingering) {
            lingering = link.closeIfIdle(LINGER_NANOS);
        }
    }

    private long pauseNanos(long nowNanos) {
        long untilBeat = beatNanos > 0 ? nextBeatNanos - nowNanos : NEVER_NANOS;
        return Math.max(1, lingering ? Math.min(untilBeat, LINGER_NANOS / 4) : untilBeat);
    }

    /** The next heartbeat, on a grid that all links of the process share: one wake-up of the broker answers many of them. */
    static long beatAfter(long nowNanos, long beatNanos) {
        long next = nowNanos + beatNanos;
        long grid = Math.max(1, beatNanos / BEATS_TOGETHER_SHARE);
        return next - Math.floorMod(next, grid);
    }

    private void tell() {
        for (Iterator<SessionCore> all = untold.iterator(); all.hasNext(); ) {
            SessionCore session = all.next();
            all.remove();
            session.acknowledgements().flush();
        }
    }
}
