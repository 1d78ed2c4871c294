package io.chasqui.broker.loop;

import io.chasqui.broker.endpoint.Outbox;
import io.chasqui.broker.journal.Mark;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for the journal. The baton's holder puts them in; whoever has completed a force takes out, in order, all
 * that the force has made true. Frames that need not wait go out directly.
 *
 * <p>There are two lines: one for frames that wait for a force, one for those that only wait until they are with the
 * operating system, so that these never wait for the forces of others. The frames of one channel leave in the order in
 * which they came all the same: a frame stands in the second line only while its channel has none in the first, and none
 * leaves the first line while its channel has some in the second.
 */
final class EffectQueue implements Outbox {
    private static final int LEAST_LANES = 64;

    private final ConcurrentLinkedQueue<Effect> forced = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Effect> appended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final List<Channel> touched = new ArrayList<>();
    private final IdentityHashMap<Channel, Lane> lanes = new IdentityHashMap<>();
    private final LongSupplier forcedSequence;
    private final LongSupplier appendedSequence;
    private final Supplier<Mark> applied;
    private int lanesToKeep = LEAST_LANES;
    private long urgentPosition;

    /**
     * An empty queue.
     *
     * @param forcedSequence the last batch that is on the disk
     * @param appendedSequence the last batch that is with the operating system
     * @param applied what everything applied so far asks for
     */
    EffectQueue(LongSupplier forcedSequence, LongSupplier appendedSequence, Supplier<Mark> applied) {
        this.forcedSequence = forcedSequence;
        this.appendedSequence = appendedSequence;
        this.applied = applied;
    }

    @Override
    public Mark applied() {
        return applied.get();
    }

    @Override
    public void emit(Channel channel, Frame frame, Mark mark, boolean urgent) {
        @Nullable Lane lane = lanes.get(channel);
        if (mark.equals(Mark.NONE) || ((lane == null || lane.idle()) && reached(mark))) {
            channel.send(frame);
            touch(touched, channel);
            return;
        }
        if (lane == null) {
            lane = new Lane();
            lanes.put(channel, lane);
        }
        if (lane.forced.get() > 0 || mark.forced() > forcedSequence.getAsLong()) {
            lane.forced.incrementAndGet();
            forced.add(new Effect(channel, lane, frame, mark));
        } else {
            lane.appended.incrementAndGet();
            appended.add(new Effect(channel, lane, frame, mark));
        }
        if (urgent && mark.forced() > urgentPosition) {
            urgentPosition = mark.forced();
        }
    }

    /** The greatest position whose force somebody waits for. Baton's holder only. */
    long urgentPosition() {
        return urgentPosition;
    }

    /** Pushes out what went directly in this turn. Baton's holder only. */
    void flushDirect() {
        for (Channel channel : touched) {
            channel.flush();
        }
        touched.clear();
        if (lanes.size() > lanesToKeep) {
            lanes.values().removeIf(Lane::idle);
            lanesToKeep = Math.max(LEAST_LANES, 2 * lanes.size());
        }
    }

    /** Sends everything that need not wait any more. Any thread; never two at the same time. */
    void drain() {
        while (due() && draining.compareAndSet(false, true)) {
            List<Channel> channels = new ArrayList<>();
            try {
                for (Effect effect = appended.peek(); appendedDue(effect); effect = appended.peek()) {
                    appended.remove();
                    send(effect, effect.lane.appended, channels);
                }
                for (Effect effect = forced.peek(); forcedDue(effect); effect = forced.peek()) {
                    forced.remove();
                    send(effect, effect.lane.forced, channels);
                }
            } finally {
                draining.set(false);
            }
            channels.forEach(Channel::flush);
        }
    }

    private static void send(Effect effect, AtomicInteger waiting, List<Channel> channels) {
        effect.channel.send(effect.frame);
        touch(channels, effect.channel);
        waiting.decrementAndGet(); // from here on the holder may send directly
    }

    private boolean due() {
        return appendedDue(appended.peek()) || forcedDue(forced.peek());
    }

    private boolean appendedDue(@Nullable Effect effect) {
        return effect != null && reached(effect.mark);
    }

    private boolean forcedDue(@Nullable Effect effect) {
        return effect != null && effect.lane.appended.get() == 0 && reached(effect.mark);
    }

    private boolean reached(Mark mark) {
        return mark.reached(forcedSequence.getAsLong(), appendedSequence.getAsLong());
    }

    private static void touch(List<Channel> channels, Channel channel) {
        int last = channels.size() - 1;
        if (last < 0 || channels.get(last) != channel) {
            channels.add(channel);
        }
    }

    /** How many frames of a channel wait in which line. */
    private static final class Lane {
        final AtomicInteger forced = new AtomicInteger();
        final AtomicInteger appended = new AtomicInteger();

        boolean idle() {
            return forced.get() == 0 && appended.get() == 0;
        }
    }

    private record Effect(Channel channel, Lane lane, Frame frame, Mark mark) {}
}
