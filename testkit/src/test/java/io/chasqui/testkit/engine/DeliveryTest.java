package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void deliversNoMoreThanTheCredit() {
        ScriptedConsumer consumer = session().consumer(QUEUE, 2);
        sendNumbered(5);

        int first = consumer.buffered();
        consumer.credit(1);

        assertThat(first).isEqualTo(2);
        assertThat(consumer.receiveTexts()).containsExactly("0", "1", "2");
    }

    @Test
    void deliversNothingWithoutCredit() {
        ScriptedConsumer consumer = session().consumer(QUEUE, 0);

        sendNumbered(5);

        assertThat(consumer.buffered()).isZero();
    }

    @Test
    void takesTurnsAmongConsumers() {
        ScriptedConsumer one = session().consumer(QUEUE, 10);
        ScriptedConsumer two = session().consumer(QUEUE, 10);
        ScriptedConsumer three = session().consumer(QUEUE, 1);

        sendNumbered(7);

        assertThat(one.receiveTexts()).containsExactly("0", "3", "5");
        assertThat(two.receiveTexts()).containsExactly("1", "4", "6");
        assertThat(three.receiveTexts()).containsExactly("2");
    }

    @Test
    void prefersHighPriorities() {
        ScriptedSession sender = session();
        for (int priority = 0; priority < 10; priority++) {
            sender.send(QUEUE, TestMessage.persistent("p" + priority).withPriority(priority));
        }
        sender.send(QUEUE, TestMessage.persistent("q9").withPriority(9));

        List<String> texts = session().consumer(QUEUE, 20).receiveTexts();

        assertThat(texts).startsWith("p9", "q9", "p8", "p7").endsWith("p1", "p0");
    }

    @Test
    void findsAMatchBehindADeepBacklog() {
        sendNumbered(3_000);
        session().send(QUEUE, TestMessage.persistent("red").with("color", "red"));

        ScriptedConsumer consumer = session().selecting(QUEUE, "color = 'red'", 1);

        assertThat(consumer.receiveTexts()).containsExactly("red");
    }

    @Test
    void keepsTwoSelectorsApart() {
        ScriptedConsumer red = session().selecting(QUEUE, "color = 'red'", 100);
        ScriptedConsumer blue = session().selecting(QUEUE, "color = 'blue'", 100);
        ScriptedSession sender = session();
        for (int i = 0; i < 10; i++) {
            String color = i % 2 == 0 ? "red" : i % 3 == 0 ? "blue" : "green";
            sender.send(QUEUE, TestMessage.persistent(color + i).with("color", color));
        }

        assertThat(red.receiveTexts()).containsExactly("red0", "red2", "red4", "red6", "red8");
        assertThat(blue.receiveTexts()).containsExactly("blue3", "blue9");
        assertThat(session().consumer(QUEUE, 100).receiveTexts()).containsExactly("green1", "green5", "green7");
    }

    /** Law 13: the steps of a slice are shared, and nobody starves when there are more selectors than steps. */
    @Test
    void servesMoreSelectorsThanASliceHasSteps() {
        int selectors = 300;
        ScriptedSession session = session();
        List<ScriptedConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < selectors; i++) {
            consumers.add(session.selecting(QUEUE, "n = " + i, 10));
        }
        ScriptedSession sender = session();
        for (int i = selectors - 1; i >= 0; i--) {
            sender.send(QUEUE, TestMessage.persistent("m" + i).with("n", i));
        }

        for (int i = 0; i < selectors; i++) {
            assertThat(consumers.get(i).receiveTexts()).containsExactly("m" + i);
        }
    }

    @Test
    void offersReturnedMessagesFirst() {
        sendNumbered(5);
        ScriptedSession first = session();
        ScriptedConsumer consumer = first.consumer(QUEUE, 2);
        ScriptedConsumer other = session().consumer(QUEUE, 1);
        assertThat(other.receiveTexts()).containsExactly("2");

        first.release();
        other.credit(2);
        consumer.credit(2);

        assertThat(other.receiveTexts()).containsExactly("0", "1");
        assertThat(consumer.receiveTexts()).containsExactly("3", "4");
    }

    @Test
    void offersReturnedMessagesToEverySelector() {
        ScriptedSession sender = session();
        sender.send(QUEUE, TestMessage.persistent("a").with("n", 1));
        ScriptedConsumer even = session().selecting(QUEUE, "n = 2", 5);
        ScriptedSession holder = session();
        ScriptedConsumer all = holder.consumer(QUEUE, 1);
        ScriptedConsumer one = session().selecting(QUEUE, "n = 1", 5);
        assertThat(all.receiveTexts()).containsExactly("a");
        assertThat(one.buffered()).isZero();

        holder.release();

        assertThat(even.buffered()).isZero();
        assertThat(one.receiveTexts()).containsExactly("a");
    }

    @Test
    void ignoresCreditOfAnOlderEpoch() {
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 0);
        sendNumbered(1);
        session.release();

        session.client().send(new SessionCommand.Flow(1, session.number(), 1, session.epoch() - 1, 5, false));

        assertThat(session.client().frames(Deliver.class)).isEmpty();
        consumer.credit(1);
        assertThat(consumer.receiveTexts()).containsExactly("0");
    }

    @Test
    void resetsCreditWithTheEpoch() {
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 10);
        session.release();

        sendNumbered(3);

        assertThat(consumer.buffered()).isZero();
    }

    @Test
    void returnsUnseenMessagesOfAClosedConsumerInOrder() {
        sendNumbered(5);
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 4);
        consumer.receive();

        consumer.close();

        ScriptedConsumer other = session().consumer(QUEUE, 10);
        List<Deliver> rest = other.receiveAll();
        assertThat(rest).extracting(TestMessage::text).containsExactly("1", "2", "3", "4");
        assertThat(rest).extracting(Deliver::deliveryCount).containsOnly(1);
        assertThat(session.confirmed(session.acknowledge())).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(4);
    }

    @Test
    void answersADrainWhenNothingIsLeft() {
        ScriptedConsumer consumer = session().consumer(QUEUE, 0);

        consumer.drain(1);

        assertThat(consumer.drained()).isEqualTo(1);
        sendNumbered(1);
        assertThat(consumer.buffered()).isZero();
    }

    @Test
    void answersADrainBehindTheLastDelivery() {
        sendNumbered(3);
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 0);

        consumer.drain(10);

        List<Frame> frames = session.client().frames();
        assertThat(consumer.buffered()).isEqualTo(3);
        assertThat(consumer.drained()).isEqualTo(1);
        assertThat(frames.get(frames.size() - 1)).isInstanceOf(SessionEvent.Drained.class);
    }

    @Test
    void drainsAtTheEndOfADeepScanOnly() {
        sendNumbered(3_000);
        ScriptedConsumer consumer = session().selecting(QUEUE, "color = 'red'", 0);
        session().send(QUEUE, TestMessage.persistent("red").with("color", "red"));

        consumer.drain(5);

        assertThat(consumer.receiveTexts()).containsExactly("red");
        assertThat(consumer.drained()).isEqualTo(1);
    }

    @Test
    void waitsForAClientThatTakesNoFrames() {
        ScriptedSession session = session();
        ScriptedConsumer consumer = session.consumer(QUEUE, 10);
        session.client().writable(false);
        sendNumbered(2);
        int before = consumer.buffered();

        session.client().writable(true);

        assertThat(before).isZero();
        assertThat(consumer.buffered()).isEqualTo(2);
    }

    @Test
    void refusesAMalformedSelector() {
        ScriptedSession session = session();

        ScriptedConsumer consumer = session.selecting(QUEUE, "color = = 'red'", 1);

        assertRefused(session, consumer.openSequence(), ErrorCode.SELECTOR);
        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void refusesAQueueConsumerOfATopic() {
        ScriptedSession session = session();

        ScriptedConsumer onTopic = session.open(ConsumerKind.QUEUE, TOPIC, Filter.NONE, 1);
        ScriptedConsumer onQueue = session.open(ConsumerKind.TOPIC, QUEUE, Filter.NONE, 1);

        assertRefused(session, onTopic.openSequence(), ErrorCode.DESTINATION);
        assertRefused(session, onQueue.openSequence(), ErrorCode.DESTINATION);
    }

    @Test
    void deliversBodiesAsTheyWereSent() {
        ScriptedSession sender = session();
        byte[] sealed = TestMessage.persistent("Grüße 🙂").with("n", 1).seal(QUEUE, new MessageIdentity(1, 2, 3));
        sender.sendRaw(QUEUE, false, sealed);

        Deliver delivery = session().consumer(QUEUE, 1).receive();

        assertThat(delivery.message()).isEqualTo(sealed);
    }

    @Test
    void lendsNoMessageAnEarlierPlaceBecauseItNeedNotWaitForTheDisk() {
        sendNumbered(3);
        ScriptedSession first = session();
        first.consumer(QUEUE, 3).receive();
        broker.crash(UnforcedContent.ALL);
        ScriptedSession sender = session();
        ScriptedSession reader = session();
        ScriptedConsumer consumer = reader.consumer(QUEUE, 3);
        reader.release();

        reader.client().together(() -> {
            sender.client()
                    .together(() ->
                            sender.send(QUEUE, TestMessage.persistent("new").withPriority(9)));
            consumer.credit(10);
        });

        assertThat(consumer.receiveTexts()).containsExactly("new", "0", "1", "2");
    }

    @Test
    void givesEveryMessageToOneConsumerOnly() {
        List<ScriptedConsumer> consumers = IntStream.range(0, 5)
                .mapToObj(i -> session().consumer(QUEUE, 1000))
                .toList();

        sendNumbered(500);

        assertThat(consumers.stream().flatMap(consumer -> consumer.receiveTexts().stream()))
                .hasSize(500)
                .doesNotHaveDuplicates();
    }

    private ScriptedSession session() {
        return broker.client().session(AcknowledgeMode.CLIENT);
    }

    private void sendNumbered(int count) {
        ScriptedSession sender = session();
        sender.client().together(() -> IntStream.range(0, count).forEach(i -> sender.send(QUEUE, "" + i)));
    }
}
