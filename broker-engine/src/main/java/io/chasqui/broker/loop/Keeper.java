package io.chasqui.broker.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread for work beside the shard that may take long: writing checkpoints, reading what is to be moved,
 * deleting segments. Work that fails is
 * reported, and ends it.
 */
final class Keeper implements Executor, Runnable {
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final Consumer<Throwable> onFailure;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A thread that is not started.
     *
     * @param onFailure is told when work has failed
     */
    Keeper(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    void start(String name) {
        Thread created = new Thread(this, name);
        created.setDaemon(true);
        thread = created;
        created.start();
    }

    @Override
    public void execute(Runnable task) {
        work.add(task);
    }

    /** Finishes what it is doing and does nothing more; returns when it has ended. */
    void stop() {
        stopped = true;
        work.add(() -> {});
        Thread running = thread;
        boolean interrupted = false;
        while (running != null && running.isAlive() && running != Thread.currentThread()) {
            try {
                running.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                work.take().run();
            }
        } catch (InterruptedException ended) {
            work.clear();
        } catch (RuntimeException | Error failure) { // whatever it is, nobody would take the next checkpoint
            onFailure.accept(failure);
        }
    }
}
