package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All destinations take three messages, and the oldest ones go for newer ones; {@code small} takes 1,000 bytes. */
class DropOldestTest {
    private static final Destination SMALL = Destination.queue("small");
    private static final Xid XID = new Xid(1, new byte[] {1}, new byte[] {2});

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture()
            .policies(new DestinationPolicies(Map.of(
                    DestinationPattern.ALL,
                    dropping(DestinationLimit.ofMessages(3)).withMaxDeliveries(1),
                    DestinationPattern.parse("queue.small"),
                    dropping(DestinationLimit.ofBytes(1_000)),
                    DestinationPattern.parse("queue.roomy"),
                    DestinationPolicy.DEFAULT)));

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);

    private static DestinationPolicy dropping(DestinationLimit limit) {
        return DestinationPolicy.DEFAULT.withLimit(limit.with(WhenFull.DROP_OLDEST));
    }

    private void send(String... texts) {
        for (String text : texts) {
            assertThat(session.confirmed(session.send(QUEUE, text))).isTrue();
        }
    }

    private ScriptedConsumer consumer() {
        return client.session(AcknowledgeMode.CLIENT).consumer(QUEUE, 10);
    }

    @Test
    void removesTheOldestMessages() {
        send("a", "b", "c", "d", "e");

        assertThat(consumer().receiveTexts()).containsExactly("c", "d", "e");
        assertThat(broker.queue(QUEUE).counters().dropped()).isEqualTo(2);
    }

    @Test
    void keepsTheRemovalAcrossAPowerCut() {
        send("a", "b", "c", "d");

        broker.crash(UnforcedContent.NONE);
        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 10);

        assertThat(consumer.receiveTexts()).containsExactly("b", "c", "d");
        assertThat(broker.queue(QUEUE).counters().dropped()).isEqualTo(1);
    }

    @Test
    void takesTheOldestOfAllPriorities() {
        session.send(QUEUE, TestMessage.persistent("a").withPriority(9));
        session.send(QUEUE, TestMessage.persistent("b").withPriority(0));
        send("c", "d", "e");

        assertThat(consumer().receiveTexts()).containsExactly("c", "d", "e");
    }

    @Test
    void leavesMessagesAloneThatSomebodyHas() {
        send("a", "b", "c");
        ScriptedConsumer consumer = client.session(AcknowledgeMode.CLIENT).consumer(QUEUE, 2);
        consumer.receiveAll();

        send("d", "e");

        consumer.credit(10);
        assertThat(consumer.receiveTexts()).containsExactly("e");
    }

    @Test
    void refusesWhenNothingCanGo() {
        send("a", "b", "c");
        consumer().receiveAll();

        long refused = session.send(QUEUE, "d");

        assertRefused(session, refused, ErrorCode.RESOURCE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void refusesACommitOfMoreThanTheQueueMayHold() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        for (int i = 0; i < 3; i++) {
            transacted.send(QUEUE, "t" + i);
        }

        long tooMuch = transacted.send(QUEUE, "t4");

        assertRefused(transacted, tooMuch, ErrorCode.RESOURCE);
    }

    @Test
    void countsWhatOpenTransactionsWillBring() {
        send("a", "b", "c");
        client.session(AcknowledgeMode.CLIENT).consumer(QUEUE, 2).receiveAll();
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "d");

        long refused = session.send(QUEUE, "e");

        assertRefused(session, refused, ErrorCode.RESOURCE);
        transacted.commit();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shrinksAQueueStepByStepThatHoldsFarMoreThanANewLimit(boolean bytes) {
        Destination roomy = Destination.queue("roomy");
        client.together(() -> {
            for (int i = 0; i < 10_020; i++) {
                session.send(roomy, TestMessage.persistent("x"));
            }
        });
        DestinationLimit limit = bytes ? DestinationLimit.ofBytes(1_000) : DestinationLimit.ofMessages(3);
        broker.policies(new DestinationPolicies(Map.of(DestinationPattern.ALL, dropping(limit))));
        broker.crash(UnforcedContent.ALL);
        client.reconnect();

        long first = session.send(roomy, "y");
        int afterFirst = broker.queue(roomy).size();
        long second = session.send(roomy, "z");

        assertThat(session.confirmed(first)).isTrue();
        assertThat(afterFirst).isBetween(4, 100);
        assertThat(session.confirmed(second)).isTrue();
        assertThat(broker.queue(roomy).counters().presentBytes()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void removesAsManyBytesAsAreNeeded() {
        for (int i = 0; i < 3; i++) {
            session.send(SMALL, "x".repeat(150));
        }

        long sent = session.send(SMALL, "y".repeat(600));

        assertThat(session.confirmed(sent)).isTrue();
        assertThat(broker.queue(SMALL).counters().presentBytes()).isLessThanOrEqualTo(1_000);
        assertThat(broker.queue(SMALL).counters().dropped()).isGreaterThan(1);
    }

    @Test
    void removesNonPersistentMessagesToo() {
        session.send(QUEUE, TestMessage.volatileText("a"));
        session.send(QUEUE, TestMessage.volatileText("b"));
        send("c", "d", "e");

        assertThat(consumer().receiveTexts()).containsExactly("c", "d", "e");
    }

    @Test
    void removesFromTheFullSubscriptionsOnly() {
        ScriptedSession subscriber = broker.client("s").session(AcknowledgeMode.CLIENT);
        subscriber.durable(TOPIC, "slow", null, 0);
        ScriptedConsumer quick = subscriber.durable(TOPIC, "quick", null, 10);
        for (int i = 0; i < 5; i++) {
            session.send(TOPIC, "m" + i);
            quick.receiveAll();
            subscriber.acknowledge();
        }

        long dropped = broker.state().queues().stream()
                .mapToLong(queue -> queue.counters().dropped())
                .sum();

        assertThat(dropped).isEqualTo(2);
    }

    @Test
    void removesWithACommitAndNotBefore() {
        send("a", "b", "c");
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "d");
        transacted.send(QUEUE, "e");
        long before = broker.queue(QUEUE).counters().dropped();

        transacted.commit();

        assertThat(before).isZero();
        assertThat(consumer().receiveTexts()).containsExactly("c", "d", "e");
    }

    @Test
    void removesNothingForARollback() {
        send("a", "b", "c");
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "d");

        transacted.rollback();

        assertThat(consumer().receiveTexts()).containsExactly("a", "b", "c");
    }

    @Test
    void countsWhatTheSameCommitTakesAway() {
        send("a", "b", "c");
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.consumer(QUEUE, 1).receive();
        transacted.send(QUEUE, "d");

        transacted.commit();

        assertThat(consumer().receiveTexts()).containsExactly("b", "c", "d");
        assertThat(broker.queue(QUEUE).counters().dropped()).isZero();
    }

    @Test
    void removesWithTheCommitOfABranch() {
        send("a", "b", "c");
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(XID, BranchEntry.NEW, 0);
        worker.send(QUEUE, "d");
        worker.end(XID, BranchExit.SUCCESS);
        worker.decide(XID, BranchVerb.PREPARE);

        worker.decide(XID, BranchVerb.COMMIT);

        assertThat(consumer().receiveTexts()).containsExactly("b", "c", "d");
    }

    @Test
    void leavesMessagesOfAPreparedBranchAlone() {
        send("a", "b", "c");
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer taking = worker.consumer(QUEUE, 1);
        worker.start(XID, BranchEntry.NEW, 0);
        taking.receive();
        worker.end(XID, BranchExit.SUCCESS);
        worker.decide(XID, BranchVerb.PREPARE);

        send("d");
        worker.decide(XID, BranchVerb.ROLLBACK);

        assertThat(broker.queue(QUEUE).counters().dropped()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void boundsADeadLetterQueue() {
        ScriptedSession failing = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = failing.consumer(QUEUE, 0);
        for (int i = 0; i < 5; i++) {
            send("m" + i);
            consumer.credit(1).receive();
            failing.rollback();
        }

        ScriptedConsumer letters = client.session(AcknowledgeMode.CLIENT).consumer(Destination.queue("DLQ.orders"), 10);

        assertThat(letters.receiveTexts()).containsExactly("m2", "m3", "m4");
    }

    @Test
    void keepsItsCountWhenOldSegmentsGo() {
        send("a", "b", "c", "d");

        broker.restart();
        broker.restart();

        assertThat(broker.queue(QUEUE).counters().dropped()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).enqueued()).isEqualTo(4);
    }
}
