package io.chasqui.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a load, and waiting that ends at once when one of them fails.
 *
 * <p>Guarantees that no failure of a client thread goes unnoticed: it comes out of {@link #pause} or {@link #join}.
 */
final class Crew implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
    private int running;

    /** Starts a thread for the task. */
    void start(Callable<Void> task) {
        ended.submit(task);
        running++;
    }

    /** Waits for the whole duration, unless a task fails. */
    void pause(Duration duration) throws ExecutionException, InterruptedException {
        long deadlineNanos = System.nanoTime() + duration.toNanos();
        while (awaitOne(deadlineNanos - System.nanoTime())) {
            running--;
        }
    }

    /**
     * Waits until all tasks have ended.
     *
     * @return whether they did within the duration
     */
    boolean join(Duration limit) throws ExecutionException, InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (running > 0) {
            if (!awaitOne(deadlineNanos - System.nanoTime())) {
                return false;
            }
            running--;
        }
        return true;
    }

    private boolean awaitOne(long waitNanos) throws ExecutionException, InterruptedException {
        Future<Void> task = ended.poll(waitNanos, TimeUnit.NANOSECONDS);
        if (task == null) {
            return false;
        }
        task.get();
        return true;
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
