package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiryTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
    private long soon;

    @BeforeEach
    void looksAtTheClock() {
        soon = broker.clock().nowMillis() + 5_000;
    }

    @Test
    void doesNotDeliverWhatHasExpired() {
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        session.send(QUEUE, "b");
        broker.clock().advance(Duration.ofSeconds(5));

        ScriptedConsumer consumer = session.consumer(QUEUE, 5);

        assertThat(consumer.receiveTexts()).containsExactly("b");
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
    }

    @Test
    void deliversWhatIsNotDueYet() {
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        broker.clock().advance(Duration.ofMillis(4_999));

        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("a");
    }

    @Test
    void drainsPastExpiredMessages() {
        IntStream.range(0, 600)
                .forEach(i -> session.send(QUEUE, TestMessage.volatileText("a").expiringAt(soon)));
        broker.clock().advance(Duration.ofSeconds(5));

        ScriptedConsumer consumer = session.consumer(QUEUE, 0).drain(1);

        assertThat(consumer.drained()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(600);
    }

    @Test
    void sweepsWhatNobodyConsumes() {
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        session.send(QUEUE, TestMessage.volatileText("b").expiringAt(soon).withPriority(9));
        session.send(QUEUE, TestMessage.persistent("c").expiringAt(soon + 100_000));
        session.send(OTHER, TestMessage.persistent("d").expiringAt(soon));
        broker.pass(Duration.ofSeconds(4));
        int before = broker.queue(QUEUE).size();

        broker.pass(Duration.ofSeconds(2));

        assertThat(before).isEqualTo(3);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        assertThat(broker.queue(OTHER).size()).isZero();
        broker.crash(UnforcedContent.ALL);
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
    }

    @Test
    void sweepsManyMessagesInRounds() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.TRANSACTED);
        int messages = 25_000;
        IntStream.range(0, messages)
                .forEach(i -> sender.send(QUEUE, TestMessage.volatileText("a").expiringAt(soon)));
        sender.commit();

        broker.pass(Duration.ofSeconds(6));
        int afterOneRound = broker.queue(QUEUE).size();
        broker.pass(Duration.ofMillis(100));
        broker.pass(Duration.ofMillis(100));

        assertThat(afterOneRound).isBetween(1, messages - 1);
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void leavesAMessageThatIsWithAConsumer() {
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        session.consumer(QUEUE, 1).receive();

        broker.pass(Duration.ofSeconds(10));

        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        assertThat(session.confirmed(session.acknowledge())).isTrue();
        assertThat(broker.queue(QUEUE).expired()).isZero();
    }

    @Test
    void doesNotDeliverAgainWhatHasExpiredMeanwhile() {
        session.send(QUEUE, TestMessage.persistent("a").expiringAt(soon));
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        broker.clock().advance(Duration.ofSeconds(10));

        session.release();
        consumer.credit(1);

        assertThat(consumer.buffered()).isZero();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void countsAMessageThatTwoSelectorsFindExpiredOnce() {
        session.selecting(QUEUE, "n = 1", 5);
        session.selecting(QUEUE, "n = 2", 5);
        session.client().together(() -> {
            session.send(QUEUE, TestMessage.persistent("a").with("n", 1).expiringAt(1));
            session.send(QUEUE, TestMessage.persistent("b").with("n", 2));
        });

        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }
}
