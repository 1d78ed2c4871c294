package io.chasqui.benchmarks.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appends in one thread and forces in another, as a broker under load does: never more messages than the window between
 * appended and durable.
 */
public final class PipelinedLoop {
    /** Messages that come together, like those of one read of a socket. */
    private static final int TURN_MESSAGES = 64;

    private final JournalPath path;
    private final int window;
    private volatile long appended;
    private volatile long durable;
    private volatile boolean running;
    private volatile @Nullable IOException failure;
    private long forces;

    /**
     * What came of it.
     *
     * @param messagesPerSecond messages made durable
     * @param forcesPerSecond forces
     */
    public record Outcome(double messagesPerSecond, double forcesPerSecond) {}

    /**
     * A loop that can be run several times.
     *
     * @param path where messages go
     * @param window how many may be appended and not durable
     */
    public PipelinedLoop(JournalPath path, int window) {
        this.path = path;
        this.window = window;
    }

    /**
     * Runs for a while; the calling thread appends.
     *
     * @param seconds how long
     * @throws IOException when appending or forcing fails
     */
    public Outcome run(int seconds) throws IOException, InterruptedException {
        Thread appending = Thread.currentThread();
        running = true;
        forces = 0;
        var forcing = new Thread(() -> forceAll(appending), "forcing");
        forcing.start();
        long beginNanos = System.nanoTime();
        long begin = durable;
        long endNanos = beginNanos + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNanos && failure == null) {
            appendWhatFits(forcing);
        }
        double elapsed = (System.nanoTime() - beginNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        double messages = durable - begin;
        running = false;
        LockSupport.unpark(forcing);
        forcing.join();
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return new Outcome(messages / elapsed, forces / elapsed);
    }

    private void appendWhatFits(Thread forcing) throws IOException {
        int room = (int) (window - (appended - durable));
        if (room <= 0) {
            LockSupport.park(this);
            return;
        }
        int messages = Math.min(room, TURN_MESSAGES);
        path.append(messages);
        long before = appended;
        appended = before + messages;
        if (before == durable) {
            LockSupport.unpark(forcing); // it may have found nothing to do
        }
    }

    private void forceAll(Thread appending) {
        try {
            while (running || durable < appended) {
                long target = appended;
                if (target == durable) {
                    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
                    continue;
                }
                path.force();
                durable = target;
                forces++;
                LockSupport.unpark(appending);
            }
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } catch (IOException e) {
            failure = e;
        } finally {
            LockSupport.unpark(appending);
        }
    }
}
