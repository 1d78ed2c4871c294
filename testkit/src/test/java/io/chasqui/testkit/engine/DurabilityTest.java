package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.journal.Durability;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue {@code orders} keeps the broker's promise, {@code disk}; other destinations have promises of their own. */
class DurabilityTest {
    private static final Destination FAST = Destination.queue("fast");
    private static final Destination WEAK = Destination.queue("weak");
    private static final Destination STRONG = Destination.queue("strong");
    private static final Xid XID = new Xid(1, new byte[] {1}, new byte[] {2});

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture()
            .policies(new DestinationPolicies(Map.of(
                    DestinationPattern.parse("queue.fast"), promising(Durability.OS),
                    DestinationPattern.parse("queue.weak"), promising(Durability.MEMORY),
                    DestinationPattern.parse("queue.strong"), promising(Durability.DISK),
                    DestinationPattern.parse("topic.prices"), promising(Durability.OS),
                    DestinationPattern.parse("queue.failing"),
                            promising(Durability.OS).withMaxDeliveries(1).withDeadLetterQueue("strong"))));

    private ScriptedClient client = broker.stranger(null);

    private static DestinationPolicy promising(Durability durability) {
        return DestinationPolicy.DEFAULT.withDurability(durability);
    }

    /** Whatever a new broker and a new connection have to write is on the disk. */
    @BeforeEach
    void settle() {
        client = broker.client();
        client.session(AcknowledgeMode.AUTO).send(STRONG, "settled");
    }

    @Test
    void forcesBeforeItConfirmsWhereTheDiskIsPromised() {
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        long before = broker.forces();

        long sent = session.send(QUEUE, "a");

        assertThat(session.confirmed(sent)).isTrue();
        assertThat(broker.forces() - before).isEqualTo(1);
    }

    @Test
    void confirmsWithoutAForceWhereLessIsPromised() {
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        long before = broker.forces();

        long fast = session.send(FAST, "a");
        long weak = session.send(WEAK, "b");

        assertThat(session.confirmed(fast)).isTrue();
        assertThat(session.confirmed(weak)).isTrue();
        assertThat(broker.forces()).isEqualTo(before);
    }

    @Test
    void losesUnforcedMessagesOnlyWithTheSystem() {
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(FAST, "a");

        broker.crash(UnforcedContent.ALL);
        assertThat(broker.queue(FAST).size()).as("after a kill").isEqualTo(1);

        broker.client().session(AcknowledgeMode.AUTO).send(FAST, "b");
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(FAST).size()).as("after a power cut").isLessThan(2);
        assertThat(broker.queue(STRONG).size()).as("what was forced").isEqualTo(1);
    }

    @Test
    void deliversAndTakesAcknowledgementsWithoutAForce() {
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        long before = broker.forces();
        session.send(FAST, "a");

        ScriptedConsumer consumer = session.consumer(FAST, 10);
        String received = TestMessage.text(consumer.receive());
        long acknowledged = session.acknowledge();

        assertThat(received).isEqualTo("a");
        assertThat(session.confirmed(acknowledged)).isTrue();
        assertThat(broker.queue(FAST).size()).isZero();
        assertThat(broker.forces()).isEqualTo(before);
    }

    @Test
    void answersAnEmptyReceiveWithoutAForceWhileNothingStrongIsUnderWay() {
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        ScriptedConsumer consumer = session.consumer(QUEUE, 0);
        session.send(FAST, "a");
        long before = broker.forces();

        consumer.drain(1);

        assertThat(consumer.drained()).isEqualTo(1);
        assertThat(broker.forces()).isEqualTo(before);
    }

    @Test
    void commitsAsDurablyAsTheStrongestDestinationAsks() {
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.send(FAST, "a");
        session.send(WEAK, "b");
        long before = broker.forces();

        long weak = session.commit();
        long afterWeak = broker.forces();
        session.send(WEAK, "c");
        session.send(OTHER, "d");
        session.send(FAST, "e");
        long strong = session.commit();

        assertThat(session.confirmed(weak)).isTrue();
        assertThat(afterWeak).as("forces of the weak commit").isEqualTo(before);
        assertThat(session.confirmed(strong)).isTrue();
        assertThat(broker.forces() - before).as("forces of the strong commit").isEqualTo(1);
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
        assertThat(broker.queue(WEAK).size()).as("what was written before").isEqualTo(2);
    }

    @Test
    void countsWhatATransactionConsumes() {
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(STRONG, 10);
        consumer.receive();
        session.send(FAST, "a");
        long before = broker.forces();

        session.commit();

        assertThat(broker.forces() - before).isEqualTo(1);
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(STRONG).size()).isZero();
    }

    @Test
    void keepsThePromiseOfATopicForItsSubscriptions() {
        ScriptedClient subscriber = broker.client("s");
        subscriber.session(AcknowledgeMode.AUTO).durable(TOPIC, "d", null, 0);
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        session.send(STRONG, "settled");
        long before = broker.forces();

        long sent = session.send(TOPIC, "a");

        assertThat(session.confirmed(sent)).isTrue();
        assertThat(broker.forces()).isEqualTo(before);
    }

    @Test
    void preparesABranchAsDurablyAsItsDestinationsAsk() {
        long weak = forcesOfAPreparedSendTo(FAST);
        long strong = forcesOfAPreparedSendTo(QUEUE);

        assertThat(weak).isZero();
        assertThat(strong).isPositive();
    }

    private long forcesOfAPreparedSendTo(Destination destination) {
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.start(XID, BranchEntry.NEW, 0);
        session.send(destination, "a");
        session.end(XID, BranchExit.SUCCESS);
        long before = broker.forces();
        long prepared = session.decide(XID, BranchVerb.PREPARE);
        assertThat(session.confirmed(prepared)).isTrue();
        long forces = broker.forces() - before;
        session.decide(XID, BranchVerb.COMMIT);
        return forces;
    }

    @Test
    void forcesAMoveToAStrongerQueue() {
        Destination failing = Destination.queue("failing");
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.send(failing, "a");
        session.commit();
        session.consumer(failing, 1).receive();
        long before = broker.forces();

        session.rollback();

        assertThat(broker.forces() - before).isEqualTo(1);
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(STRONG).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"OS", "MEMORY"})
    void letsADestinationPromiseMoreThanTheBroker(Durability standard) {
        broker.durability(standard);
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(STRONG, "a");
        long before = broker.forces();

        session.send(QUEUE, "b");
        long weak = broker.forces();
        session.send(STRONG, "c");

        assertThat(weak).isEqualTo(before);
        assertThat(broker.forces() - before).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfAnswersWhateverTheyWaitFor() {
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        long before = broker.forces();

        client.together(() -> {
            session.send(WEAK, "a");
            session.send(QUEUE, "b");
            session.send(FAST, "c");
        });

        assertThat(session.unanswered()).isEmpty();
        assertThat(broker.forces() - before).isEqualTo(1);
    }
}
