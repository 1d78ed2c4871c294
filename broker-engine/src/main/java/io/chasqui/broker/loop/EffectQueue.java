package io.chasqui.broker.loop;

import io.chasqui.broker.endpoint.Outbox;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for the disk. The baton's holder puts them in; whoever has completed a force takes out, in order, all
 * that the force has made true. Frames that need not wait go out directly.
 */
final class EffectQueue implements Outbox {
    private final ConcurrentLinkedQueue<Effect> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final List<Channel> touched = new ArrayList<>();
    private final JournalWriter writer;
    private final LongSupplier durable;
    private long urgentPosition;

    /**
     * An empty queue.
     *
     * @param writer the journal
     * @param durable the position up to which effects may leave
     */
    EffectQueue(JournalWriter writer, LongSupplier durable) {
        this.writer = writer;
        this.durable = durable;
    }

    @Override
    public long appliedPosition() {
        return writer.lastSequence();
    }

    @Override
    public void emit(Channel channel, Frame frame, long position, boolean urgent) {
        if (position == 0 || (waiting.isEmpty() && !draining.get() && position <= durable.getAsLong())) {
            channel.send(frame);
            touch(touched, channel);
            return;
        }
        waiting.add(new Effect(channel, frame, position));
        if (urgent && position > urgentPosition) {
            urgentPosition = position;
        }
    }

    /** The greatest position that somebody waits for. Baton's holder only. */
    long urgentPosition() {
        return urgentPosition;
    }

    /** Pushes out what went directly in this turn. Baton's holder only. */
    void flushDirect() {
        for (Channel channel : touched) {
            channel.flush();
        }
        touched.clear();
    }

    /** Sends everything that need not wait any more. Any thread; never two at the same time. */
    void drain() {
        while (due() && draining.compareAndSet(false, true)) {
            List<Channel> channels = new ArrayList<>();
            try {
                for (Effect effect = waiting.peek(); due(effect); effect = waiting.peek()) {
                    waiting.remove();
                    effect.channel.send(effect.frame);
                    touch(channels, effect.channel);
                }
            } finally {
                draining.set(false);
            }
            channels.forEach(Channel::flush);
        }
    }

    private boolean due() {
        return due(waiting.peek());
    }

    private boolean due(@Nullable Effect effect) {
        return effect != null && effect.position <= durable.getAsLong();
    }

    private static void touch(List<Channel> channels, Channel channel) {
        int last = channels.size() - 1;
        if (last < 0 || channels.get(last) != channel) {
            channels.add(channel);
        }
    }

    private record Effect(Channel channel, Frame frame, long position) {}
}
