package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.endpoint.Admission;
import io.chasqui.broker.endpoint.Link;
import io.chasqui.broker.endpoint.LinkPolicy;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.loop.RecoveredShard;
import io.chasqui.broker.loop.Shard;
import io.chasqui.broker.loop.ShardSettings;
import io.chasqui.broker.recovery.Recovery;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.testkit.journal.MemoryJournalStore;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real threads, all of the shard's own included, against a simulated disk. */
class ConcurrentClientsTest {
    private static final int PRODUCERS = 3;
    private static final int SENDS = 3_000;
    private static final Destination QUEUE = Destination.queue("q");
    private static final Destination FORBIDDEN = Destination.queue("forbidden");

    private final MemoryJournalStore store = new MemoryJournalStore();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch answered = new CountDownLatch(PRODUCERS);
    private final AtomicInteger forbidden = new AtomicInteger();

    @Test
    void keepsTheOrderOfAnswersAndLosesNothing() throws Exception {
        Shard shard = shard(store, 64 << 20);
        shard.start();
        Recorder reader = new Recorder(0);
        Link readerLink = open(shard, reader, 99);
        readerLink.onFrame(new SessionCommand.OpenConsumer(
                1, 1, 1, 1, ConsumerKind.QUEUE, QUEUE, null, null, false, PRODUCERS * SENDS));
        readerLink.onBatchEnd();
        List<Recorder> recorders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                Recorder recorder = new Recorder(SENDS);
                recorders.add(recorder);
                int number = i;
                all.add(threads.submit(() -> produce(open(shard, recorder, number + 1), number)));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            assertThat(answered.await(30, TimeUnit.SECONDS)).as("all answered").isTrue();
        } finally {
            threads.shutdownNow();
            shard.stop(() -> {});
        }

        assertThat(failure).hasNullValue();
        recorders.forEach(ConcurrentClientsTest::assertAnswersInOrder);
        int accepted = PRODUCERS * SENDS - forbidden.get();
        Shard next = shard(store.crash(UnforcedContent.NONE), 64 << 20);
        assertThat(next.state().queue(QUEUE))
                .isNotNull()
                .extracting(queue -> queue.size())
                .isEqualTo(accepted);
        assertThat(reader.deliveries()).doesNotHaveDuplicates().hasSize(accepted);
    }

    @Test
    void readsAColdBacklogWithAThreadOfItsOwn() throws Exception {
        Shard shard = shard(store, 64 << 10);
        shard.start();
        try {
            Recorder sender = new Recorder(SENDS);
            Link link = open(shard, sender, 1);
            for (int i = 1; i <= SENDS; i++) {
                TestMessage message = new TestMessage("x".repeat(500), i % 2 == 0, 4, 0, 0, Map.of());
                byte[] sealed = message.seal(QUEUE, new MessageIdentity(1, 1, i));
                link.onFrame(new SessionCommand.Send(1, 1, i, QUEUE, false, sealed));
                link.onBatchEnd();
            }

            Recorder reader = new Recorder(0);
            Link readerLink = open(shard, reader, 2);
            readerLink.onFrame(
                    new SessionCommand.OpenConsumer(1, 1, 1, 1, ConsumerKind.QUEUE, QUEUE, null, null, false, SENDS));
            readerLink.onBatchEnd();

            assertThat(reader.delivered.tryAcquire(SENDS, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.deliveries()).doesNotHaveDuplicates().hasSize(SENDS);
        } finally {
            shard.stop(() -> {});
        }
        assertThat(failure).hasNullValue();
    }

    @Test
    void confirmsLazilyByTheClock() throws Exception {
        Shard shard = shard(store, 1 << 20);
        shard.start();
        try {
            Recorder sender = new Recorder(1);
            Link link = open(shard, sender, 1);
            byte[] sealed = TestMessage.volatileText("v").seal(QUEUE, new MessageIdentity(1, 1, 1));
            link.onFrame(new SessionCommand.Send(1, 1, 1, QUEUE, false, sealed));
            link.onBatchEnd();

            assertThat(sender.confirmed.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            shard.stop(() -> {});
        }
    }

    private void produce(Link link, int producer) {
        for (int i = 1; i <= SENDS; i++) {
            boolean refused = i % 10 == 7;
            forbidden.addAndGet(refused ? 1 : 0);
            Destination destination = refused ? FORBIDDEN : QUEUE;
            boolean kept = !refused || i % 20 == 7;
            TestMessage message = kept ? TestMessage.persistent("p") : TestMessage.volatileText("v");
            byte[] sealed = message.seal(destination, new MessageIdentity(producer, 1, i));
            link.onFrame(new SessionCommand.Send(1, 1, i, destination, false, sealed));
            if (i % 17 == 0) {
                link.onBatchEnd();
            }
        }
        link.onBatchEnd();
    }

    private static void assertAnswersInOrder(Recorder recorder) {
        long confirmed = 0;
        Set<Long> refused = new HashSet<>();
        for (Frame frame : recorder.frames) {
            if (frame instanceof SessionEvent.Confirm confirm) {
                assertThat(confirm.sequence()).isGreaterThan(confirmed);
                confirmed = confirm.sequence();
            } else if (frame instanceof SessionEvent.Refuse refuse) {
                assertThat(refuse.sequence())
                        .as("refused before it is confirmed")
                        .isGreaterThan(confirmed);
                refused.add(refuse.sequence());
            }
        }
        assertThat(confirmed).isEqualTo(SENDS);
        assertThat(refused).hasSize(SENDS / 10);
    }

    private Link open(Shard shard, Recorder recorder, long key) {
        LinkPolicy policy = new LinkPolicy(
                Admission.direct(Authenticator.PERMISSIVE), () -> 0, System::nanoTime, 1, 1 << 20, "test");
        Link link = new Link(recorder, shard, shard.connections(), policy, gone -> {});
        link.onFrame(new LinkFrame.Hello(1, 1, 0, null, null, 0, "test"));
        link.onFrame(new ConnectionFrame.OpenConnection(1, key, key, null));
        link.onFrame(new SessionCommand.OpenSession(1, 1, key, key, AcknowledgeMode.CLIENT, 1, false, 0, List.of()));
        link.onBatchEnd();
        return link;
    }

    private Shard shard(MemoryJournalStore on, long cacheBytes) {
        RecoveredShard recovered = Recovery.recover(on, () -> 0, cacheBytes);
        ShardSettings settings = new ShardSettings(
                "concurrent",
                true,
                Durability.DISK,
                DestinationPolicies.DEFAULT,
                () -> 0,
                System::nanoTime,
                () -> {},
                failure::set);
        return new Shard(
                recovered, settings, (user, action, destination) -> action != Action.SEND || destination.equals(QUEUE));
    }

    private final class Recorder implements Channel {
        private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();
        private final CountDownLatch confirmed = new CountDownLatch(1);
        private final Semaphore delivered = new Semaphore(0);
        private final long last;

        Recorder(long last) {
            this.last = last;
        }

        List<Object> deliveries() {
            List<Object> names = new ArrayList<>();
            frames.forEach(frame -> {
                if (frame instanceof SessionEvent.Deliver delivery) {
                    names.add(delivery.name());
                }
            });
            return names;
        }

        @Override
        public void send(Frame frame) {
            frames.add(frame);
            if (frame instanceof SessionEvent.Confirm confirm && confirm.sequence() == last) {
                answered.countDown();
                confirmed.countDown();
            } else if (frame instanceof SessionEvent.Deliver) {
                delivered.release();
            }
        }

        @Override
        public void flush() {
            // frames arrive as they are sent
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void close() {
            // the test looks at frames only
        }

        @Override
        public String peer() {
            return "recorder";
        }
    }
}
