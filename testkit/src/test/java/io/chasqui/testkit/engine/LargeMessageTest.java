package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LargeMessageTest {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void keepsAMessageOfThreeMebibytes(UnforcedContent kept) {
        String text = text(3 * MIB, 1);
        long sequence = session.send(QUEUE, text);

        broker.crash(kept);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(TestMessage.text(read().receive())).isEqualTo(text);
    }

    @Test
    void commitsLargeMessages() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        String one = text(3 * MIB, 1);
        String two = text(MIB + 5, 2);
        transacted.send(QUEUE, one);
        transacted.send(QUEUE, "small");
        transacted.send(QUEUE, two);

        transacted.commit();
        broker.crash(UnforcedContent.NONE);

        assertThat(read().credit(3).receiveTexts()).containsExactly(one, "small", two);
    }

    @Test
    void forgetsLargeMessagesOfATransactionThatDidNotCommit() {
        ScriptedSession transacted = broker.client().session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, text(3 * MIB, 1));
        broker.tick();
        broker.tick();

        broker.crash(UnforcedContent.ALL);

        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void deliversAMessageLargerThanTheCache() {
        String text = text(12 * MIB, 1);
        session.send(QUEUE, text);
        session.send(QUEUE, text(6 * MIB, 2));

        ScriptedConsumer consumer = read();
        assertThat(TestMessage.text(consumer.receive())).isEqualTo(text);
        consumer.credit(1);
        assertThat(consumer.buffered()).isEqualTo(1);
    }

    @Test
    void deliversAVolatileMessageLargerThanTheCache() {
        String text = text(12 * MIB, 1);
        session.send(QUEUE, TestMessage.volatileText(text));
        session.send(QUEUE, TestMessage.volatileText(text(6 * MIB, 2)));

        ScriptedConsumer consumer = read();

        assertThat(TestMessage.text(consumer.receive())).isEqualTo(text);
    }

    @Test
    void givesOneLargeMessageToManySubscriptions() {
        ScriptedSession owner = broker.client("owner").session(AcknowledgeMode.CLIENT);
        ScriptedConsumer durable = owner.durable(TOPIC, "one", null, 5);
        ScriptedConsumer plain = owner.subscriber(TOPIC, 5);
        String text = text(3 * MIB, 1);

        session.send(TOPIC, text);

        assertThat(durable.receiveTexts()).containsExactly(text);
        assertThat(plain.receiveTexts()).containsExactly(text);
    }

    private ScriptedConsumer read() {
        return broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 1);
    }

    private static String text(int length, long seed) {
        StringBuilder text = new StringBuilder(length);
        new Random(seed).ints(length, 'a', 'z' + 1).forEach(text::appendCodePoint);
        return text.toString();
    }
}
