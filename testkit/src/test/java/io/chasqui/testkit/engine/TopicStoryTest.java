package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.index.Run;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Durable subscriptions of one topic, which share the rows of the index, come, go, select, and acknowledge as they like,
 * while segments fill, are copied forward and go, and the broker dies. Each has what it should have all the same, and the
 * state is that of a replay, from every checkpoint.
 */
class TopicStoryTest {
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final int CACHE_BYTES = 8 << 10;
    private static final int STEPS = 250;
    private static final int MOST = 1_000_000;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture(SEGMENT_BYTES, CACHE_BYTES);

    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
    private final Map<Integer, Integer> later = new HashMap<>();
    private int names;
    private int sent;
    private int branches;
    private ScriptedSession sender;
    private ScriptedSession transacted;

    /** A durable subscription with the numbers of the messages that wait in it, and the priority of each. */
    private static final class Subscriber {
        private final ScriptedSession session;
        private final String name;
        private final int divisor;
        private final Map<Integer, Integer> waiting = new TreeMap<>();

        Subscriber(ScriptedSession session, String name, int divisor) {
            this.session = session;
            this.name = name;
            this.divisor = divisor;
        }

        ScriptedConsumer open(int credit) {
            return session.durable(TOPIC, name, divisor == 1 ? null : "d" + divisor + " = 0", credit);
        }

        void expect(int number, int priority) {
            if (number % divisor == 0) {
                waiting.put(number, priority);
            }
        }

        /** By priority, and then in order. */
        List<Integer> expected() {
            List<Integer> expected = new ArrayList<>(waiting.keySet());
            expected.sort((one, other) -> waiting.getOrDefault(other, 0) - waiting.getOrDefault(one, 0));
            return expected;
        }
    }

    static long[] seeds() {
        return RandomStoryTest.seeds()
                .limit(Long.getLong("chasqui.engine.seeds", 12))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesEachSubscriptionItsMessages(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, 3).forEach(i -> subscribe(1 + i));
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        broker.verify();
        crash();
        reclaim(30);
        crash();

        for (Subscriber each : subscribers.values()) {
            List<Integer> left =
                    each.open(MOST).receiveAll().stream().map(this::number).toList();
            assertThat(left).as("what %s has", each.name).isEqualTo(each.expected());
        }
    }

    @Test
    void needsOneRowForAMessageThatManyHave() {
        IntStream.range(0, 5).forEach(i -> subscribe(1 + i % 3));

        IntStream.range(0, 120).forEach(i -> publish(sender, 4));
        crash();

        assertThat(rows()).isEqualTo(120);
        subscribers
                .values()
                .forEach(each ->
                        assertThat(each.open(MOST).receiveAll()).as(each.name).hasSize(each.waiting.size()));
    }

    @Test
    void needsOneRowForACopiedMessageThatManyHave() {
        IntStream.range(0, 4).forEach(i -> subscribe(1));
        for (int i = 0; i < 20; i++) {
            publish(sender, 4);
            churn(40);
        }
        reclaim(60);

        assertThat(rows()).isBetween(20L, 30L);
        assertThat(broker.state().subscriptions(TOPIC.name()))
                .allSatisfy(queue -> assertThat(queue.storedRuns().stream()
                                .filter(Run::moved)
                                .mapToInt(Run::liveCount)
                                .sum())
                        .isGreaterThan(10));
    }

    @Test
    void raisesTheHorizonOfASelectiveSubscriptionSeldom() {
        Subscriber all = subscribe(1);
        Subscriber few = subscribe(50);
        ScriptedConsumer consumer = few.open(MOST);
        List<Long> horizons = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sender.send(TOPIC, message(sent++, 4, "x"));
            consumer.receiveAll();
            long horizon = queue(few).horizon();
            if (horizons.isEmpty() || horizons.get(horizons.size() - 1) != horizon) {
                horizons.add(horizon);
            }
        }

        assertThat(horizons).hasSizeLessThan(4);
        assertThat(queue(all).size()).isEqualTo(5_000);
    }

    private void step(Random random) {
        int what = random.nextInt(100);
        if (what < 50) {
            publish(sender, random.nextInt(4) == 0 ? random.nextInt(10) : 4);
        } else if (what < 56) {
            transact(random);
        } else if (what < 60) {
            prepare(random);
        } else if (what < 63) {
            sender.send(
                    TOPIC,
                    message(sent++, 4, "expires").expiringAt(broker.clock().nowMillis() + 1));
            broker.pass(Duration.ofSeconds(1));
        } else if (what < 65) {
            sender.send(TOPIC, volatileOne());
        } else if (what < 80) {
            consume(random);
        } else if (what < 84) {
            comeOrGo(random);
        } else if (what < 98) {
            churn(1 + random.nextInt(60));
        } else {
            crash();
        }
    }

    @BeforeEach
    void connect() {
        sender = broker.client().session(AcknowledgeMode.CLIENT);
        transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
    }

    private void crash() {
        broker.crash(UnforcedContent.NONE);
        connect();
        List.copyOf(subscribers.values()).forEach(each -> {
            Subscriber again =
                    new Subscriber(broker.client(each.name).session(AcknowledgeMode.CLIENT), each.name, each.divisor);
            again.waiting.putAll(each.waiting);
            subscribers.put(each.name, again);
        });
    }

    private Subscriber subscribe(int divisor) {
        String name = "s" + names++;
        Subscriber subscriber = new Subscriber(broker.client(name).session(AcknowledgeMode.CLIENT), name, divisor);
        subscriber.open(0).close();
        subscribers.put(name, subscriber);
        return subscriber;
    }

    private void comeOrGo(Random random) {
        if (subscribers.size() < 5) {
            subscribe(random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(5));
        } else {
            Subscriber first = subscribers.values().iterator().next();
            first.session.unsubscribe(first.name);
            subscribers.remove(first.name);
        }
    }

    private static TestMessage message(int number, int priority, String text) {
        TestMessage message =
                TestMessage.persistent(number + "-" + text + "x".repeat(300)).withPriority(priority);
        for (int divisor = 2; divisor < 6; divisor++) {
            message = message.with("d" + divisor, number % divisor);
        }
        return message.with("d50", number % 50);
    }

    /** Takes a number, and does not stay. */
    private TestMessage volatileOne() {
        return TestMessage.volatileText(sent++ + "-").expiringAt(broker.clock().nowMillis());
    }

    private void publish(ScriptedSession session, int priority) {
        int number = sent++;
        session.send(TOPIC, message(number, priority, "plain"));
        expect(number, priority);
    }

    private void expect(int number, int priority) {
        subscribers.values().forEach(each -> each.expect(number, priority));
    }

    private void transact(Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            transacted.send(TOPIC, message(sent, 4, "together"));
            numbers.add(sent++);
            publish(sender, 4);
        }
        if (random.nextInt(4) == 0) {
            transacted.rollback();
        } else {
            transacted.commit();
            numbers.forEach(this::moveBehind);
        }
    }

    /** A message of a transaction comes behind those that were sent meanwhile: as if it had been sent again now. */
    private void moveBehind(int number) {
        int order = sent++;
        later.put(number, order);
        subscribers.values().forEach(each -> {
            if (number % each.divisor == 0) {
                each.waiting.put(order, 4);
            }
        });
    }

    private void prepare(Random random) {
        Xid xid = new Xid(1, new byte[] {(byte) ++branches, (byte) (branches >> 8)}, new byte[] {1});
        ScriptedSession worker = broker.client().session(AcknowledgeMode.TRANSACTED);
        worker.start(xid, BranchEntry.NEW, 0);
        int number = sent++;
        worker.send(TOPIC, message(number, 4, "branch"));
        worker.end(xid, BranchExit.SUCCESS);
        worker.decide(xid, BranchVerb.PREPARE);
        if (random.nextInt(3) == 0) {
            worker.decide(xid, BranchVerb.ROLLBACK);
        } else {
            worker.decide(xid, BranchVerb.COMMIT);
            moveBehind(number);
        }
    }

    /** Takes some, acknowledges some of them in any order, gives the others back. */
    private void consume(Random random) {
        if (subscribers.isEmpty()) {
            return;
        }
        List<Subscriber> all = new ArrayList<>(subscribers.values());
        Subscriber one = all.get(random.nextInt(all.size()));
        ScriptedConsumer consumer = one.open(1 + random.nextInt(40));
        List<Deliver> received = new ArrayList<>(consumer.receiveAll());
        Collections.shuffle(received, random);
        List<DeliveryName> names = new ArrayList<>();
        for (Deliver each : received.subList(0, random.nextInt(received.size() + 1))) {
            names.add(each.name());
            one.waiting.remove(number(each));
        }
        if (!names.isEmpty()) {
            one.session.acknowledge(true, names);
        }
        consumer.close();
    }

    private void churn(int messages) {
        ScriptedConsumer consumer = sender.consumer(QUEUE, 0);
        for (int i = 0; i < messages; i++) {
            sender.send(QUEUE, "x".repeat(1_000));
            consumer.credit(1).receiveAll();
            sender.acknowledge();
        }
        consumer.close();
        broker.pass(Duration.ofMillis(300));
    }

    private void reclaim(int rounds) {
        for (int i = 0; i < rounds; i++) {
            broker.pass(Duration.ofMillis(400));
        }
    }

    private QueueState queue(Subscriber subscriber) {
        return broker.state().subscriptions(TOPIC.name()).stream()
                .filter(queue -> queue.subscription() != null
                        && subscriber.name.equals(queue.subscription().name()))
                .findFirst()
                .orElseThrow();
    }

    /** Rows in files and in the heap. */
    private long rows() {
        return broker.state().segments().allRuns().stream()
                .mapToLong(segment -> segment.rows(true) + segment.rows(false))
                .sum();
    }

    /** Its place in the order of what was sent. */
    private int number(Deliver delivery) {
        String text = TestMessage.text(delivery);
        int number = Integer.parseInt(text.substring(0, text.indexOf('-')));
        return later.getOrDefault(number, number);
    }
}
