package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryDelayTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
    private long soon;

    @BeforeEach
    void looksAtTheClock() {
        soon = broker.clock().nowMillis() + 5_000;
    }

    @Test
    void doesNotDeliverEarly() {
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        session.send(QUEUE, TestMessage.volatileText("b").dueAt(soon));

        broker.pass(Duration.ofMillis(4_999));

        assertThat(consumer.receiveTexts()).isEmpty();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void deliversWhenTheTimeHasCome() {
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        session.send(QUEUE, TestMessage.volatileText("b").dueAt(soon - 1_000));

        broker.pass(Duration.ofSeconds(4));
        broker.pass(Duration.ofSeconds(1));

        assertThat(consumer.receiveTexts()).containsExactly("b", "a");
    }

    @Test
    void hidesNothingBehindADelayedMessage() {
        session.send(QUEUE, TestMessage.persistent("late").dueAt(soon).withPriority(9));
        session.send(QUEUE, "a");
        ScriptedConsumer consumer = session.consumer(QUEUE, 5);

        assertThat(consumer.receiveTexts()).containsExactly("a");
        assertThat(session.consumer(QUEUE, 0).drain(1).drained()).isEqualTo(1);
    }

    @Test
    void takesItsPlaceInOrderWhenItsTimeHasCome() {
        session.send(QUEUE, TestMessage.persistent("first").dueAt(soon));
        session.send(QUEUE, "second");
        broker.pass(Duration.ofSeconds(6));

        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("first", "second");
    }

    @Test
    void treatsADeliveryTimeThatHasComeAsNone() {
        session.send(QUEUE, TestMessage.persistent("a").dueAt(broker.clock().nowMillis()));

        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("a");
    }

    @Test
    void waitsAlsoAfterACrash() {
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        session.send(QUEUE, "b");
        session.consumer(QUEUE, 5).receiveTexts();
        broker.crash(UnforcedContent.NONE);
        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 5);
        var early = consumer.receiveTexts();

        broker.pass(Duration.ofSeconds(5));
        var late = consumer.receive();

        assertThat(early).containsExactly("b");
        assertThat(TestMessage.text(late)).isEqualTo("a");
        assertThat(late.deliveryCount()).isEqualTo(1);
    }

    @Test
    void flagsADelayedMessageThatWasDeliveredBeforeACrash() {
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        broker.pass(Duration.ofSeconds(5));
        session.consumer(QUEUE, 5).receiveTexts();
        broker.crash(UnforcedContent.NONE);

        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 5);

        assertThat(consumer.receive().deliveryCount()).isEqualTo(2);
    }

    @Test
    void countsTheDelayFromTheSendNotFromTheCommit() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, TestMessage.persistent("a").dueAt(soon));
        broker.pass(Duration.ofSeconds(6));
        transacted.commit();

        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("a");
    }

    @Test
    void expiresWhileItWaits() {
        session.send(QUEUE, TestMessage.persistent("a").dueAt(soon).expiringAt(soon - 1_000));

        broker.pass(Duration.ofMillis(4_500));

        assertThat(broker.queue(QUEUE).expired()).isEqualTo(1);
    }

    @Test
    void offersManyThatAreDueAtOnce() {
        ScriptedConsumer consumer = session.consumer(QUEUE, 10_000);
        IntStream.range(0, 3_000)
                .forEach(i ->
                        session.send(QUEUE, TestMessage.volatileText("m" + i).dueAt(soon)));

        broker.pass(Duration.ofSeconds(5));

        assertThat(consumer.receiveTexts())
                .containsExactlyElementsOf(
                        IntStream.range(0, 3_000).mapToObj(i -> "m" + i).toList());
    }
}
