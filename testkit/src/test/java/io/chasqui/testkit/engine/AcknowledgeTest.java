package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcknowledgeTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @BeforeEach
    void sends() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
        for (String text : List.of("a", "b", "c")) {
            sender.send(QUEUE, text);
        }
    }

    @Test
    void removesWhatAClientAcknowledges() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 3).receiveAll();

        long sequence = session.acknowledge();
        broker.crash(UnforcedContent.NONE);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void confirmsAutomaticAcknowledgementsLazily() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.consumer(QUEUE, 3).receiveAll();

        long sequence = session.acknowledge(false, session.heldNames());
        boolean atOnce = session.confirmed(sequence);
        for (int i = 0; i < 3; i++) {
            broker.tick();
        }

        assertThat(atOnce).isFalse();
        assertThat(session.confirmed(sequence)).isTrue();
    }

    @Test
    void redeliversFlaggedWhatAnUnforcedAcknowledgementNamed() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.DUPS_OK);
        session.consumer(QUEUE, 3).receiveAll();
        session.acknowledge(false, session.heldNames());

        broker.crash(UnforcedContent.NONE);

        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 5);
        assertThat(consumer.receiveAll()).extracting(Deliver::deliveryCount).containsOnly(2);
    }

    @Test
    void refusesAClientAcknowledgementOfStrangeMessages() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 1).receive();
        List<DeliveryName> names = new ArrayList<>(session.heldNames());
        names.add(new DeliveryName(names.get(0).queue(), names.get(0).sequence() + 1));

        long sequence = session.acknowledge(true, names);

        assertRefused(session, sequence, ErrorCode.DELIVERY);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
    }

    @Test
    void acknowledgesTheRestInAutomaticModes() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.consumer(QUEUE, 1).receive();
        List<DeliveryName> names = new ArrayList<>(session.heldNames());
        names.add(new DeliveryName(99, 1));

        long sequence = session.acknowledge(true, names);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(2);
    }

    @Test
    void recoversInOrderAndCounted() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = session.consumer(QUEUE, 3);
        consumer.receive();
        consumer.receive();

        session.release();
        consumer.credit(5);

        List<Deliver> again = consumer.receiveAll();
        assertThat(again).extracting(TestMessage::text).containsExactly("a", "b", "c");
        assertThat(again).extracting(Deliver::deliveryCount).containsExactly(2, 2, 1);
        assertThat(again).extracting(Deliver::epoch).containsOnly(session.epoch());
    }

    @Test
    void keepsTheCountOfReleasesAcrossACrash() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = session.consumer(QUEUE, 3);
        for (int i = 0; i < 3; i++) {
            consumer.receive();
            session.release();
            broker.pass(Duration.ofMinutes(1));
            consumer.credit(3);
        }

        broker.crash(UnforcedContent.NONE);

        ScriptedConsumer other = broker.client().session(AcknowledgeMode.CLIENT).consumer(QUEUE, 1);
        assertThat(other.receive().deliveryCount()).isEqualTo(5);
    }

    @Test
    void doesNotHearAcknowledgementsTwice() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 3).receiveAll();
        client.deaf(true);
        long sequence = session.acknowledge();

        broker.crash(UnforcedContent.NONE);
        client.deaf(false);
        client.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).acknowledged()).isEqualTo(3);
    }

    @Test
    void returnsUnseenMessagesWhenASessionCloses() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 3).receive();

        session.close();

        ScriptedConsumer other = broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 5);
        assertThat(other.receiveAll()).extracting(Deliver::deliveryCount).containsExactly(2, 1, 1);
    }

    @Test
    void acknowledgesManyMessagesAtOnce() {
        ScriptedSession sender = broker.client().session(AcknowledgeMode.TRANSACTED);
        for (int i = 0; i < 9_000; i++) {
            sender.send(QUEUE, "m" + i);
        }
        sender.commit();
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        session.consumer(QUEUE, 10_000).receiveAll();

        long sequence = session.acknowledge();
        broker.crash(UnforcedContent.NONE);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }
}
