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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many threads hand work to a shard at the same time: one at a time does it, and none is left behind. */
class BatonTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 3_000;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final int[] lastOfThread = new int[THREADS];
    private int done;
    private boolean outOfOrder;

    @Test
    void doesAllWorkAloneAndInOrder() throws Exception {
        Shard shard = shard();
        CyclicBarrier barrier = new CyclicBarrier(THREADS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    work(shard, barrier, number);
                    return number;
                }));
            }
            int expected = 0;
            for (int round = 0; round < ROUNDS; round++) {
                barrier.await(20, TimeUnit.SECONDS);
                barrier.await(20, TimeUnit.SECONDS);
                expected += THREADS * perRound(round);
                assertThat(done).as("work done after round %s", round).isEqualTo(expected);
            }
            for (Future<?> one : all) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(overlapped).isFalse();
        assertThat(outOfOrder).isFalse();
        assertThat(failure).hasNullValue();
    }

    @Test
    void stopsOnlyWhenTheHolderIsDone() throws Exception {
        for (int round = 0; round < 200; round++) {
            Shard shard = shard();
            CyclicBarrier barrier = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(1);
            try {
                Future<?> worker = threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    for (int i = 0; i < 50; i++) {
                        shard.submit(this::alone);
                        shard.run();
                    }
                    return null;
                });
                barrier.await(10, TimeUnit.SECONDS);
                shard.stop(this::alone);
                boolean busyAfterStop = working.get();
                worker.get(10, TimeUnit.SECONDS);

                assertThat(busyAfterStop).isFalse();
                assertThat(shard.ended()).isTrue();
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(overlapped).isFalse();
    }

    private void work(Shard shard, CyclicBarrier barrier, int number) throws Exception {
        int sequence = 0;
        for (int round = 0; round < ROUNDS; round++) {
            barrier.await(20, TimeUnit.SECONDS);
            for (int i = 0; i < perRound(round); i++) {
                int mine = ++sequence;
                shard.submit(() -> {
                    outOfOrder |= lastOfThread[number] + 1 != mine;
                    lastOfThread[number] = mine;
                    alone();
                });
                if (i % 2 == 0) {
                    shard.run();
                }
            }
            shard.run();
            barrier.await(20, TimeUnit.SECONDS);
        }
    }

    private void alone() {
        if (!working.compareAndSet(false, true)) {
            overlapped.set(true);
        }
        done++;
        working.set(false);
    }

    private static int perRound(int round) {
        return 1 + round % 3;
    }

    private Shard shard() {
        ManualClock clock = new ManualClock(0);
        ShardSettings settings = new ShardSettings(
                "baton",
                false,
                Durability.DISK,
                DestinationPolicies.DEFAULT,
                clock::nowMillis,
                clock::nowNanos,
                () -> {},
                failure::set);
        return new Shard(
                Recovery.recover(new MemoryJournalStore(), clock::nowMillis, 1 << 20), settings, Authorizer.PERMISSIVE);
    }
}
