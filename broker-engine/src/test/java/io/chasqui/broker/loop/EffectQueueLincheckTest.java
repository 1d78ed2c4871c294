package io.chasqui.broker.loop;

import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.Mark;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.transport.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lets Lincheck try the interleavings of the baton's holder, who puts frames in, and of those who complete forces. */
public class EffectQueueLincheckTest {
    @Test
    void keepsTheOrderWhileAForceCompletes() {
        Interleavings.check(() -> {
            Scene scene = new Scene();

            Thread flusher = Interleavings.start(() -> scene.force(3));
            scene.turn(1, 2, 3);
            Interleavings.join(flusher);

            scene.hasSentInOrder(1L, 2L, 3L);
        });
    }

    @Test
    void leavesNothingBehindWhenTwoForcesComplete() {
        Interleavings.check(() -> {
            Scene scene = new Scene();
            scene.turn(1, 2);

            Thread flusher = Interleavings.start(() -> scene.force(2));
            scene.force(1);
            Interleavings.join(flusher);

            scene.hasSentInOrder(1L, 2L);
        });
    }

    @Test
    void keepsTheOrderOfAChannelOverBothLines() {
        Interleavings.check(() -> {
            Scene scene = new Scene();
            scene.appended.set(0);

            Thread flusher = Interleavings.start(() -> scene.force(3));
            scene.emit(1, Durability.OS);
            scene.emit(2, Durability.DISK);
            scene.emit(3, Durability.OS);
            scene.appended.set(4);
            scene.turn(4);
            Interleavings.join(flusher);
            scene.force(4);

            scene.hasSentInOrder(1L, 2L, 3L, 4L);
        });
    }

    private static final class Scene {
        private final AtomicLong durable = new AtomicLong();
        private final AtomicLong appended = new AtomicLong(100);
        private final Recorder channel = new Recorder();
        private final EffectQueue effects;

        Scene() {
            effects = new EffectQueue(durable::get, appended::get, () -> Mark.ORDERED);
        }

        /** What the baton's holder does. */
        void turn(long... positions) {
            for (long position : positions) {
                emit(position, Durability.DISK);
            }
            effects.flushDirect();
            effects.drain();
        }

        void emit(long position, Durability durability) {
            effects.emit(channel, new LinkFrame.Ping(position), Mark.of(durability, position), true);
        }

        /** What the flusher, or a holder that is alone, does. */
        void force(long position) {
            durable.accumulateAndGet(position, Math::max);
            effects.drain();
        }

        void hasSentInOrder(Long... numbers) {
            Interleavings.claim(!channel.overlapped, "one sender at a time", "two");
            Interleavings.claim(
                    channel.numbers.equals(List.of(numbers)), "frames " + List.of(numbers), channel.numbers);
            Interleavings.claim(channel.flushed.get() == numbers.length, "all of them flushed", channel.flushed);
        }
    }

    /** Sends with plain fields, as the queue alone has to keep its senders apart; anyone may flush at any time. */
    private static final class Recorder implements Channel {
        final List<Long> numbers = new ArrayList<>();
        boolean overlapped;
        final AtomicInteger flushed = new AtomicInteger();
        private boolean sending;

        @Override
        public void send(Frame frame) {
            overlapped |= sending;
            sending = true;
            numbers.add(((LinkFrame.Ping) frame).token());
            sending = false;
        }

        @Override
        public void flush() {
            flushed.accumulateAndGet(numbers.size(), Math::max);
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void close() {
            // nothing to close
        }

        @Override
        public String peer() {
            return "recorder";
        }
    }
}
