package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnThreadTest {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<Thread> workers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final AtomicLong now = new AtomicLong();
    private final Baton baton = new Baton(this::hold);
    private final TurnThread turns = new TurnThread(baton, now::get, failures::add);
    private final Thread thread = new Thread(turns);

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void ends() throws InterruptedException {
        turns.stop();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void leavesTheWorkToWhoSendsNowAndThen() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(offer()).isSameAs(Thread.currentThread());
            now.addAndGet(TurnThread.BURST_NANOS);
        }
    }

    @Test
    void takesTheWorkOfABurst() throws InterruptedException {
        begin();

        for (int i = 0; i < 3; i++) {
            assertThat(offer()).isSameAs(thread);
        }
    }

    @Test
    void goesOnWhenItIsInterrupted() throws InterruptedException {
        begin();
        thread.interrupt();

        assertThat(offer()).isSameAs(thread);
        baton.submit(() -> Thread.currentThread().interrupt());
        assertThat(offer()).isSameAs(thread);
        assertThat(offer()).isSameAs(thread);
    }

    @Test
    void saysWhenItCannotGoOn() throws InterruptedException {
        begin();
        IllegalStateException failure = new IllegalStateException("the work of somebody else");
        baton.submit(() -> {
            throw failure;
        });

        turns.offer();

        assertThat(failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(failure);
    }

    /** The first offer of a burst is not known to be one. */
    private void begin() throws InterruptedException {
        assertThat(offer()).isSameAs(Thread.currentThread());
        now.addAndGet(TurnThread.BURST_NANOS - 1);
    }

    /** Who has done it. */
    private Thread offer() throws InterruptedException {
        baton.submit(() -> workers.add(Thread.currentThread()));
        turns.offer();
        Thread worker = workers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(worker).as("who has worked").isNotNull();
        return worker;
    }

    private void hold() {
        for (Runnable work = baton.poll(); work != null; work = baton.poll()) {
            work.run();
        }
    }
}
