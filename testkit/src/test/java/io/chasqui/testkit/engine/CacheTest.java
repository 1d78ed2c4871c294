package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cache much smaller than the backlog. */
class CacheTest {
    private static final int MESSAGES = 400;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture(16 << 20, 64 << 10);

    private final ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);

    @Test
    void readsPersistentMessagesBack() {
        IntStream.range(0, MESSAGES).forEach(i -> session.send(QUEUE, body(i)));

        assertThat(session.consumer(QUEUE, MESSAGES).receiveTexts()).isEqualTo(bodies());
    }

    @Test
    void readsMessagesBackAfterACrash() {
        IntStream.range(0, MESSAGES).forEach(i -> session.send(QUEUE, body(i)));

        broker.crash(UnforcedContent.NONE);

        ScriptedSession reader = broker.client().session(AcknowledgeMode.CLIENT);
        assertThat(reader.consumer(QUEUE, MESSAGES).receiveTexts()).isEqualTo(bodies());
    }

    @Test
    void spillsVolatileMessagesAndFreesTheRoom() {
        IntStream.range(0, MESSAGES).forEach(i -> session.send(QUEUE, TestMessage.volatileText(body(i))));
        int spilled = broker.store().spilledPayloads();

        List<String> texts = session.consumer(QUEUE, MESSAGES).receiveTexts();
        session.acknowledge();

        assertThat(spilled).isPositive();
        assertThat(texts).isEqualTo(bodies());
        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void selectsInAColdBacklog() {
        IntStream.range(0, MESSAGES)
                .forEach(
                        i -> session.send(QUEUE, TestMessage.persistent(body(i)).with("n", i)));

        ScriptedConsumer consumer =
                session.selecting(QUEUE, "n = " + (MESSAGES - 1), 0).drain(2);

        assertThat(consumer.receiveTexts()).containsExactly(body(MESSAGES - 1));
        assertThat(consumer.drained()).isEqualTo(1);
    }

    @Test
    void readsTwoColdQueuesAtOnce() {
        for (int i = 0; i < MESSAGES; i++) {
            session.send(QUEUE, body(i));
            session.send(OTHER, TestMessage.volatileText(body(i)));
        }
        ScriptedConsumer one = session.consumer(QUEUE, 0);
        ScriptedConsumer other = session.consumer(OTHER, 0);

        session.client().together(() -> {
            one.credit(MESSAGES);
            other.credit(MESSAGES);
        });

        assertThat(one.receiveTexts()).isEqualTo(bodies());
        assertThat(other.receiveTexts()).isEqualTo(bodies());
    }

    @Test
    void commitsVolatileAndColdMessages() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        for (int i = 0; i < MESSAGES; i++) {
            transacted.send(QUEUE, body(i));
            transacted.send(OTHER, TestMessage.volatileText(body(i)));
        }
        transacted.commit();

        assertThat(session.consumer(QUEUE, MESSAGES).receiveTexts()).isEqualTo(bodies());
        assertThat(session.consumer(OTHER, MESSAGES).receiveTexts()).isEqualTo(bodies());
    }

    @Test
    void readsHighPrioritiesWhileManyLowOnesHaveComeBack() {
        IntStream.range(0, MESSAGES)
                .forEach(
                        i -> session.send(QUEUE, TestMessage.persistent(body(i)).withPriority(1)));
        ScriptedConsumer consumer = session.consumer(QUEUE, MESSAGES);
        consumer.receiveAll();
        session.release();
        session.send(QUEUE, TestMessage.persistent("high").withPriority(9));
        IntStream.range(0, MESSAGES).forEach(i -> session.send(OTHER, body(i)));

        consumer.credit(3);

        assertThat(consumer.receiveTexts()).containsExactly("high", body(0), body(1));
    }

    @Test
    void redeliversWhatWasPushedOutMeanwhile() {
        session.send(QUEUE, "first");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        IntStream.range(0, MESSAGES).forEach(i -> session.send(OTHER, body(i)));

        session.release();
        consumer.credit(1);

        assertThat(consumer.receiveTexts()).containsExactly("first");
    }

    private static List<String> bodies() {
        return IntStream.range(0, MESSAGES).mapToObj(CacheTest::body).toList();
    }

    private static String body(int i) {
        return i + "-" + "x".repeat(2_000);
    }
}
