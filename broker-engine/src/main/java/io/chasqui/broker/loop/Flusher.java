package io.chasqui.broker.loop;

import io.chasqui.broker.journal.JournalWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that forces what the baton's holder does not force itself: as soon as somebody waits, else when
 * the last force has been a while ago. It also calls the shard's duties of time, as often as the shard says, and the shard
 * itself when something falls due.
 *
 * <p>A request is a flag and an unpark; requests that come during a force are covered by the next one.
 */
final class Flusher implements Runnable {
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Shard shard;
    private final JournalWriter writer;
    private final LongSupplier nanoClock;
    private volatile boolean wanted;
    private volatile boolean soon;
    private volatile boolean late;
    private volatile boolean forcing;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A thread that is not started.
     *
     * @param shard what it serves
     * @param writer what it forces
     * @param nanoClock measures how long an append that nobody waits for stays unforced
     */
    Flusher(Shard shard, JournalWriter writer, LongSupplier nanoClock) {
        this.shard = shard;
        this.writer = writer;
        this.nanoClock = nanoClock;
    }

    void start(String name) {
        Thread created = new Thread(this, name);
        created.setDaemon(true);
        thread = created;
        created.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Whether a force is under way, so that a second one had better wait for it. */
    boolean forcing() {
        return forcing || wanted;
    }

    /** Something falls due earlier than it did, or the duties of time do. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Somebody waits. */
    void forceSoon() {
        wanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * Nobody waits, but it is not to stay unforced for long: 5 ms when it is promised to be on the disk some time, else
     * one second.
     */
    void forceLater(boolean promised) {
        if (promised && !soon) {
            soon = true;
            LockSupport.unpark(thread);
        } else if (!promised && !late) {
            late = true; // the next tick finds it: after a turn that appended it is not put off
        }
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error fatal) { // whatever it is, nobody would force for those who wait
            shard.fail(fatal);
        }
    }

    private void work() {
        long tickedNanos = nanoClock.getAsLong();
        long soonSince = 0;
        long lateSince = 0;
        while (!stopped && !shard.ended()) {
            if (wanted) {
                wanted = false;
                force();
            }
            long now = nanoClock.getAsLong();
            soonSince = soon ? soonSince : now;
            lateSince = late ? lateSince : now;
            forceRest(now - soonSince, now - lateSince);
            if (now - tickedNanos >= pauseNanos()) {
                tickedNanos = now;
                shard.tick();
            }
            if (shard.untilDueMillis() == 0) {
                shard.offerDue();
            }
            if (!wanted) {
                long untilSoon = soon ? SOON_NANOS - (now - soonSince) : Long.MAX_VALUE;
                long untilTick = pauseNanos() - (now - tickedNanos);
                LockSupport.parkNanos(this, Math.max(1, Math.min(Math.min(untilSoon, untilDueNanos()), untilTick)));
            }
        }
    }

    /** At least a millisecond, so that what is due and another thread is to offer is not asked for all the time. */
    private long untilDueNanos() {
        return TimeUnit.MILLISECONDS.toNanos(Math.max(1, shard.untilDueMillis()));
    }

    private long pauseNanos() {
        return TimeUnit.MILLISECONDS.toNanos(shard.tickPauseMillis());
    }

    /** Forces what nobody waits for, once it has stayed unforced for long enough. */
    private void forceRest(long soonNanos, long lateNanos) {
        if (soonNanos < SOON_NANOS && lateNanos < LATE_NANOS) {
            return;
        }
        soon = false;
        late = false;
        if (writer.appendedSequence() > writer.durableSequence()) {
            force();
        }
    }

    private void force() {
        forcing = true;
        try {
            shard.force();
        } catch (RuntimeException | Error fatal) { // a failed force is final, whatever the reason
            shard.fail(fatal);
        } finally {
            forcing = false;
        }
    }
}
