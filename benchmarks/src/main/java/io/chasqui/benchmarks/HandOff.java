package io.chasqui.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One thread wakes another that waits in {@code park} and is woken by it: what a call across threads costs at least. */
final class HandOff {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile Thread asking = Thread.currentThread();

    private HandOff() {}

    /**
     * Measures.
     *
     * @param arguments see {@link YardstickArguments}
     */
    public static void main(String[] arguments) throws IOException {
        YardstickArguments parsed = YardstickArguments.of(arguments);
        var handOff = new HandOff();
        var answering = new Thread(handOff::answer, "answering");
        answering.setDaemon(true);
        answering.start();
        handOff.ask(answering, parsed.warmUpSeconds(), Latencies.histogram());
        Histogram roundTripNanos = Latencies.histogram();
        handOff.ask(answering, parsed.measuredSeconds(), roundTripNanos);
        parsed.write(roundTripNanos);
    }

    private void ask(Thread answering, int seconds, Histogram roundTripNanos) {
        asking = Thread.currentThread();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNanos) {
            long beginNanos = System.nanoTime();
            long number = asked.incrementAndGet();
            LockSupport.unpark(answering);
            while (answered.get() < number) {
                LockSupport.park(this);
            }
            roundTripNanos.recordValue(System.nanoTime() - beginNanos);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void answer() {
        while (!Thread.currentThread().isInterrupted()) {
            long number = answered.get();
            while (asked.get() == number) {
                LockSupport.park(this);
            }
            answered.incrementAndGet();
            LockSupport.unpark(asking);
        }
    }
}
