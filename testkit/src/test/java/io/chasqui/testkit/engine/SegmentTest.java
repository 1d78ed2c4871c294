package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments so small that every test fills many of them. */
class SegmentTest {
    private static final int SEGMENT_BYTES = 256 << 10;

    /** More than goes into one document. */
    private static final String LARGE = "x".repeat(40 << 10);

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture(SEGMENT_BYTES, 1 << 20);

    private final ScriptedClient client = broker.client("owner");
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    /** What nobody needs is found, that nobody needs it gets onto the disk, and it goes. */
    private void reclaim() {
        for (int i = 0; i < 40; i++) {
            broker.pass(Duration.ofMillis(400));
        }
    }

    @Test
    void rollsAndRecovers() {
        IntStream.range(0, 1_000).forEach(i -> session.send(QUEUE, body(i)));

        assertThat(broker.lastSegment()).isGreaterThan(5);
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1_000);
    }

    @Test
    void deletesSegmentsNobodyNeeds() {
        churn(2_000);
        reclaim();

        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 3);
    }

    @Test
    void remembersEverythingWithoutTheOldSegments() {
        session.durable(TOPIC, "sub", null, 0).close();
        broker.authorize((user, action, destination) -> action != Action.SEND || !destination.equals(OTHER));
        ScriptedClient other = broker.client();
        ScriptedSession writer = other.session(AcknowledgeMode.CLIENT);
        Destination empty = Destination.queue("empty");
        writer.send(empty, "a");
        writer.consumer(empty, 1).receive();
        writer.acknowledge();
        other.deaf(true);
        long refused = writer.send(OTHER, "b");
        ScriptedSession mover = broker.client().session(AcknowledgeMode.CLIENT);
        churn(mover, 2_000);
        reclaim();
        assertThat(broker.firstSegment()).isGreaterThan(1);
        long enqueued = broker.queue(QUEUE).enqueued();

        broker.crash(UnforcedContent.NONE);
        other.deaf(false);
        other.reconnect();

        assertRefused(writer, refused, ErrorCode.AUTHORIZATION);
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(1);
        assertThat(broker.queue(empty).enqueued()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).enqueued()).isEqualTo(enqueued);
    }

    @Test
    void keepsPreparedBranchesWithAllTheyNeed() {
        ScriptedSession worker = broker.client().session(AcknowledgeMode.TRANSACTED);
        Destination sent = Destination.queue("sent");
        Xid large = new Xid(1, new byte[] {1}, new byte[] {1});
        worker.start(large, BranchEntry.NEW, 0);
        IntStream.range(0, 600).forEach(i -> worker.send(sent, body(i)));
        worker.end(large, BranchExit.SUCCESS);
        worker.decide(large, BranchVerb.PREPARE);
        Xid heuristic = new Xid(1, new byte[] {2}, new byte[] {1});
        worker.start(heuristic, BranchEntry.NEW, 0);
        worker.send(sent, "x");
        worker.end(heuristic, BranchExit.SUCCESS);
        worker.decide(heuristic, BranchVerb.PREPARE);
        broker.decideHeuristically(heuristic, false);
        churn(1_000);
        reclaim();
        assertThat(broker.firstSegment()).isEqualTo(1);
        broker.crash(UnforcedContent.NONE);
        ScriptedSession later = broker.client().session(AcknowledgeMode.TRANSACTED);
        assertThat(later.recover()).containsExactly(large, heuristic);

        later.decide(large, BranchVerb.COMMIT);
        assertThat(broker.queue(sent).size()).isEqualTo(600);
        ScriptedConsumer consumer = later.consumer(sent, 1_000);
        consumer.receiveAll();
        later.commit();
        assertThat(broker.queue(sent).size()).isZero();
        churn(broker.client().session(AcknowledgeMode.CLIENT), 2_000);
        reclaim();

        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 3);
        broker.crash(UnforcedContent.NONE);
        ScriptedSession last = broker.client().session(AcknowledgeMode.TRANSACTED);
        assertThat(last.recover()).containsExactly(heuristic);
        assertRefused(last, last.decide(heuristic, BranchVerb.COMMIT), ErrorCode.XA_HEURISTIC_ROLLBACK);
    }

    @Test
    void movesTheMessageThatNobodyConsumesOutOfTheWay() {
        session.send(OTHER, "forgotten");
        churn(3_000);
        reclaim();

        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 5);
        broker.crash(UnforcedContent.NONE);
        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(reader.consumer(OTHER, 1).receiveTexts()).containsExactly("forgotten");
    }

    @Test
    void keepsWhatAnOpenTransactionHasStaged() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        transacted.send(OTHER, "staged");
        churn(1_000);
        reclaim();

        transacted.commit();
        broker.crash(UnforcedContent.NONE);

        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(reader.consumer(OTHER, 1).receiveTexts()).containsExactly("staged");
    }

    @Test
    void movesWhatAnOpenTransactionHasStagedOutOfTheWay() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        transacted.send(OTHER, "small");
        transacted.send(OTHER, LARGE);
        churn(3_000);
        reclaim();
        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 8);

        transacted.commit();

        broker.crash(UnforcedContent.NONE);
        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(reader.consumer(OTHER, 2).receiveTexts()).containsExactly("small", LARGE);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void movesWhatAPreparedBranchIsToSendOutOfTheWay(UnforcedContent kept) {
        Xid first = prepare(1, "small", LARGE);
        Xid second = prepare(2, "other");
        churn(3_000);
        reclaim();
        assertThat(broker.firstSegment()).isGreaterThan(broker.lastSegment() - 8);
        broker.crash(kept);
        ScriptedSession manager = broker.client().session(AcknowledgeMode.TRANSACTED);
        assertThat(manager.recover()).containsExactly(first, second);
        churn(broker.client().session(AcknowledgeMode.CLIENT), 3_000);
        reclaim();

        manager.decide(first, BranchVerb.COMMIT);
        manager.decide(second, BranchVerb.ROLLBACK);

        broker.crash(kept);
        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(reader.consumer(OTHER, 3).receiveTexts()).containsExactly("small", LARGE);
    }

    /** A branch of a session of its own that is prepared and sends these texts. */
    private Xid prepare(int number, String... texts) {
        ScriptedSession worker = broker.client().session(AcknowledgeMode.TRANSACTED);
        Xid xid = new Xid(1, new byte[] {(byte) number}, new byte[] {1});
        worker.start(xid, BranchEntry.NEW, 0);
        for (String text : texts) {
            worker.send(OTHER, text);
        }
        worker.end(xid, BranchExit.SUCCESS);
        worker.decide(xid, BranchVerb.PREPARE);
        return xid;
    }

    @Test
    void stagesMoreThanASegmentInOneTurn() {
        session.send(QUEUE, "before");
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        transacted.client().together(() -> IntStream.range(0, 1_000).forEach(i -> transacted.send(OTHER, body(i))));
        session.consumer(QUEUE, 1).receive();
        session.acknowledge();
        reclaim();

        transacted.commit();
        reclaim();
        broker.crash(UnforcedContent.NONE);

        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(broker.queue(OTHER).size()).isEqualTo(1_000);
        ScriptedSession reader = broker.client().session(AcknowledgeMode.CLIENT);
        assertThat(reader.consumer(OTHER, 1_000).receiveTexts())
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(SegmentTest::body).toList());
    }

    @Test
    void losesNothingWhenSegmentsGoWhileATransactionIsStaged() {
        session.send(QUEUE, "before");
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.consumer(QUEUE, 1).receive();
        session.acknowledge();
        transacted.client().together(() -> {
            IntStream.range(0, 1_000).forEach(i -> transacted.send(OTHER, body(i)));
            transacted.rollback();
            IntStream.range(0, 300).forEach(i -> transacted.send(OTHER, body(i)));
        });
        reclaim();

        transacted.commit();
        broker.crash(UnforcedContent.NONE);

        assertThat(broker.queue(QUEUE).acknowledged() + broker.queue(QUEUE).lost())
                .isEqualTo(1);
        assertThat(broker.queue(OTHER).size()).isEqualTo(300);
    }

    @Test
    void stopsCleanlyWithMoreDeliveredThanOneEventTakes() {
        int many = 10_000;
        for (int i = 0; i < many; i++) {
            session.send(QUEUE, "m" + i);
        }
        session.consumer(QUEUE, many - 1).receiveAll();

        broker.restart();

        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, many);
        assertThat(consumer.receiveAll()).hasSize(many).satisfies(all -> {
            assertThat(all.subList(0, many - 1)).allMatch(delivery -> delivery.deliveryCount() == 2);
            assertThat(all.get(many - 1).deliveryCount()).isEqualTo(1);
        });
    }

    @Test
    void dropsMoreForOneMessageThanOneEventTakes() {
        int subscriptions = 4;
        IntStream.range(0, subscriptions)
                .forEach(i -> session.durable(TOPIC, "s" + i, null, 0).close());
        IntStream.range(0, 3_000).forEach(i -> session.send(TOPIC, "m" + i));
        DestinationLimit limit = DestinationLimit.ofMessages(3).with(WhenFull.DROP_OLDEST);
        broker.policies(
                new DestinationPolicies(Map.of(DestinationPattern.ALL, DestinationPolicy.DEFAULT.withLimit(limit))));
        broker.restart();
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);

        assertThat(sender.confirmed(sender.send(TOPIC, "last"))).isTrue();

        broker.crash(UnforcedContent.NONE);
        assertThat(broker.state().subscriptions(TOPIC.name()))
                .hasSize(subscriptions)
                .allMatch(subscription -> subscription.size() == 3);
    }

    @Test
    void chainsACommitAcrossSegments() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        IntStream.range(0, 10_000).forEach(i -> transacted.send(QUEUE, "m" + i));
        int before = broker.lastSegment();

        transacted.commit();

        assertThat(broker.lastSegment()).isGreaterThan(before + 1);
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(10_000);
    }

    @Test
    void splitsMessagesThatDoNotFitIntoADocument() {
        String large = "x".repeat(3 * SEGMENT_BYTES);

        session.send(QUEUE, large);
        broker.crash(UnforcedContent.NONE);

        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(reader.consumer(QUEUE, 1).receiveTexts()).containsExactly(large);
    }

    @Test
    void survivesManyRestarts() {
        for (int life = 0; life < 20; life++) {
            ScriptedSession each = broker.client().session(AcknowledgeMode.CLIENT);
            int number = life;
            IntStream.range(0, 50).forEach(i -> each.send(QUEUE, body(number * 50 + i)));
            reclaim();
            if (life % 2 == 0) {
                broker.crash(UnforcedContent.values()[life % 3]);
            } else {
                broker.restart();
            }
        }

        assertThat(broker.queue(QUEUE).size()).isEqualTo(1_000);
    }

    private void churn(int messages) {
        churn(session, messages);
    }

    private static void churn(ScriptedSession session, int messages) {
        ScriptedConsumer consumer = session.consumer(QUEUE, 0);
        for (int i = 0; i < messages; i++) {
            session.send(QUEUE, body(i));
            if (i % 50 == 49) {
                consumer.credit(50).receiveAll();
                session.acknowledge();
            }
        }
    }

    private static String body(int i) {
        return i + "-" + "x".repeat(1_500);
    }
}
