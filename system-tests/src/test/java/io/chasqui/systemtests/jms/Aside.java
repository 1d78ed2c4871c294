package io.chasqui.systemtests.jms;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own. */
final class Aside<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Aside(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "aside");
        thread.setDaemon(true);
    }

    static <T> Aside<T> run(Callable<T> call) {
        Aside<T> aside = new Aside<>(call);
        aside.thread.start();
        return aside;
    }

    /** Waits until the call itself waits for something. */
    void awaitWaiting() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMillis(Inbox.PATIENCE_MILLIS))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    boolean isDone() {
        return task.isDone();
    }

    /** What the call returns, which has to come. */
    T result() throws ExecutionException, InterruptedException, TimeoutException {
        return task.get(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
