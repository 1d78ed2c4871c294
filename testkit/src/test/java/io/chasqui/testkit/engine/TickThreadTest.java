package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.loop.Shard;
import io.chasqui.broker.loop.ShardSettings;
import io.chasqui.broker.recovery.Recovery;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.journal.MemoryJournalStore;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that calls the duties of time, on a clock that stands still until it is moved. */
class TickThreadTest {
    private static final long SLOW_MILLIS = 1_000;

    private final ManualClock clock = new ManualClock(1_000_000);
    private final Semaphore ticks = new Semaphore(0);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Shard shard = new Shard(
            Recovery.recover(new MemoryJournalStore(), clock::nowMillis, 1 << 20),
            new ShardSettings(
                    "ticking",
                    true,
                    Durability.DISK,
                    DestinationPolicies.DEFAULT,
                    clock::nowMillis,
                    clock::nowNanos,
                    ticks::release,
                    failure::set),
            Authorizer.PERMISSIVE);

    @AfterEach
    void stopsWithoutAFailure() {
        shard.stop(() -> {});
        assertThat(failure).hasNullValue();
    }

    @Test
    void ticksWhenTheTimeIsReachedThatWasPutOff() throws Exception {
        idle();
        clock.advance(Duration.ofMillis(500));
        assertThat(ticks.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();

        clock.advance(Duration.ofMillis(500));

        assertThat(ticks.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotPutTheTickOffAnyLongerAfterWork() throws Exception {
        idle();
        clock.advance(Duration.ofMillis(500));

        shard.submit(() -> {});
        shard.run();

        assertThat(ticks.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shard.tickPauseMillis()).isLessThan(SLOW_MILLIS);
    }

    /** Lets time pass until a tick has been put off; none is due then. */
    private void idle() throws InterruptedException {
        shard.start();
        while (shard.tickPauseMillis() < SLOW_MILLIS) {
            clock.advance(Duration.ofMillis(50));
            boolean unused = ticks.tryAcquire(60, TimeUnit.MILLISECONDS);
        }
        ticks.drainPermits();
    }
}
