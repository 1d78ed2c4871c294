package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.Mark;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.transport.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EffectQueueTest {
    private final AtomicLong durable = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private final Recorder channel = new Recorder();
    private final EffectQueue effects = new EffectQueue(durable::get, appended::get, () -> Mark.ORDERED);

    @Test
    void sendsAtOnceWhatNeedNotWait() {
        effects.emit(channel, frame(1), disk(0), false);
        reach(5);
        effects.emit(channel, frame(2), disk(5), true);

        assertThat(channel.numbers()).containsExactly(1L, 2L);
    }

    @Test
    void keepsBackWhatIsNotDurable() {
        effects.emit(channel, frame(1), disk(3), true);
        effects.drain();
        assertThat(channel.numbers()).isEmpty();

        reach(3);
        effects.drain();

        assertThat(channel.numbers()).containsExactly(1L);
        assertThat(effects.urgentPosition()).isEqualTo(3);
    }

    @Test
    void letsNothingOvertakeThatNamesAPosition() {
        effects.emit(channel, frame(1), disk(9), true);
        reach(4);
        effects.emit(channel, frame(2), disk(4), true);
        effects.drain();
        assertThat(channel.numbers()).isEmpty();

        reach(9);
        effects.drain();

        assertThat(channel.numbers()).containsExactly(1L, 2L);
    }

    @Test
    void remembersWhatIsUrgentOnly() {
        effects.emit(channel, frame(1), disk(7), false);
        effects.emit(channel, frame(2), disk(6), true);

        assertThat(effects.urgentPosition()).isEqualTo(6);
    }

    @Test
    void letsWhatNeedsNoForcePassTheForcesOfOtherChannels() {
        Recorder other = new Recorder();
        effects.emit(channel, frame(1), disk(7), true);
        effects.emit(other, frame(2), Mark.of(Durability.OS, 8), true);
        effects.drain();
        assertThat(other.numbers()).isEmpty();

        appended.set(8);
        effects.drain();

        assertThat(other.numbers()).containsExactly(2L);
        assertThat(channel.numbers()).isEmpty();
        assertThat(effects.urgentPosition())
                .as("what the weak frame asks to be forced")
                .isEqualTo(7);
    }

    @Test
    void keepsTheOrderOfAChannelWhateverItsFramesWaitFor() {
        effects.emit(channel, frame(1), Mark.of(Durability.OS, 5), true);
        durable.set(4);
        effects.emit(channel, frame(2), disk(4), true);
        effects.emit(channel, frame(3), Mark.of(Durability.MEMORY, 6), true);
        effects.emit(channel, frame(4), disk(7), true);
        effects.emit(channel, frame(5), Mark.of(Durability.OS, 8), true);
        effects.drain();
        assertThat(channel.numbers()).isEmpty();

        appended.set(8);
        effects.drain();
        assertThat(channel.numbers()).containsExactly(1L, 2L, 3L);

        durable.set(7);
        effects.drain();

        assertThat(channel.numbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void asksForNoForceWithoutAPromiseOfTheDisk() {
        effects.emit(channel, frame(1), Mark.of(Durability.OS, 7), true);
        effects.emit(channel, frame(2), Mark.of(Durability.MEMORY, 8), true);

        assertThat(effects.urgentPosition()).isZero();
    }

    @Test
    void flushesChannelsOfDirectFrames() {
        effects.emit(channel, frame(1), disk(0), false);

        effects.flushDirect();
        effects.flushDirect();

        assertThat(channel.flushes.get()).isEqualTo(1);
    }

    /** One holder of the baton puts in; two threads complete forces and drain. */
    @Test
    void keepsTheOrderAndLeavesNothingBehindUnderConcurrency() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 400; round++) {
                runRound(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void runRound(ExecutorService threads)
            throws InterruptedException, ExecutionException, TimeoutException {
        int frames = 300;
        AtomicLong applied = new AtomicLong();
        AtomicLong forced = new AtomicLong();
        Recorder recorder = new Recorder();
        EffectQueue queue = new EffectQueue(forced::get, applied::get, () -> Mark.ORDERED);
        CyclicBarrier start = new CyclicBarrier(3);
        AtomicBoolean done = new AtomicBoolean();
        Future<?> holder = threads.submit(() -> {
            await(start);
            for (int i = 1; i <= frames; i++) {
                long position = i % 4 == 0 ? Math.max(1, i - 2) : i;
                applied.set(i);
                queue.emit(recorder, frame(i), disk(position), true);
            }
            done.set(true);
        });
        List<Future<?>> flushers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            flushers.add(threads.submit(() -> {
                await(start);
                boolean last;
                do {
                    last = done.get();
                    long target = applied.get();
                    forced.accumulateAndGet(target, Math::max);
                    queue.drain();
                } while (!last);
            }));
        }
        holder.get(20, TimeUnit.SECONDS);
        for (Future<?> flusher : flushers) {
            flusher.get(20, TimeUnit.SECONDS);
        }

        assertThat(recorder.overlapped.get()).as("two senders at once").isFalse();
        assertThat(recorder.numbers()).hasSize(frames).isSorted();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The journal is appended and forced up to here. */
    private void reach(long position) {
        appended.set(position);
        durable.set(position);
    }

    private static Mark disk(long position) {
        return Mark.of(Durability.DISK, position);
    }

    private static Frame frame(long number) {
        return new LinkFrame.Ping(number);
    }

    private static final class Recorder implements Channel {
        private final ConcurrentLinkedQueue<Long> numbers = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean sending = new AtomicBoolean();
        private final AtomicBoolean overlapped = new AtomicBoolean();
        private final AtomicLong flushes = new AtomicLong();

        List<Long> numbers() {
            return new ArrayList<>(numbers);
        }

        @Override
        public void send(Frame frame) {
            if (!sending.compareAndSet(false, true)) {
                overlapped.set(true);
            }
            numbers.add(((LinkFrame.Ping) frame).token());
            sending.set(false);
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
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
