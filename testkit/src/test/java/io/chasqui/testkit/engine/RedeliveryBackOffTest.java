package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedeliveryBackOffTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);

    @Test
    void deliversTheFirstTimeAgainAtOnceAndThenLaterAndLater() {
        session.send(QUEUE, "a");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release();
        List<String> first = consumer.credit(1).receiveTexts();
        session.release();
        consumer.credit(1);
        broker.pass(Duration.ofMillis(99));
        int early = consumer.buffered();
        broker.pass(Duration.ofMillis(1));
        List<String> second = consumer.receiveTexts();
        session.release();
        consumer.credit(1);
        broker.pass(Duration.ofMillis(199));
        int earlyAgain = consumer.buffered();
        broker.pass(Duration.ofMillis(1));

        assertThat(first).containsExactly("a");
        assertThat(early).isZero();
        assertThat(second).containsExactly("a");
        assertThat(earlyAgain).isZero();
        assertThat(consumer.receiveTexts()).containsExactly("a");
    }

    @Test
    void letsOthersPassMeanwhile() {
        session.send(QUEUE, "a");
        session.send(QUEUE, "b");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release();
        consumer.credit(1).receive();
        session.release();

        assertThat(consumer.credit(2).receiveTexts()).containsExactly("b");
    }

    @Test
    void keepsTheOrderOfWhatComesBackTogether() {
        session.send(QUEUE, "a");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release();
        session.send(QUEUE, "b");
        consumer.credit(2).receiveAll();
        session.release();
        consumer.credit(2);
        int early = consumer.buffered();
        broker.pass(Duration.ofMillis(100));

        assertThat(early).isZero();
        assertThat(consumer.receiveTexts()).containsExactly("a", "b");
    }

    @Test
    void doesNotWaitAfterACrash() {
        session.send(QUEUE, "a");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        consumer.receive();
        session.release();
        consumer.credit(1).receive();
        session.release();
        broker.crash(UnforcedContent.ALL);

        assertThat(broker.client()
                        .session(AcknowledgeMode.CLIENT)
                        .consumer(QUEUE, 1)
                        .receiveTexts())
                .containsExactly("a");
    }
}
