package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void showsNothingBeforeTheCommit() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer =
                broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 10);

        session.send(QUEUE, "a");
        session.send(QUEUE, "b");
        assertThat(consumer.buffered()).isZero();
        long commit = session.commit();

        assertThat(session.confirmed(commit)).isTrue();
        assertThat(consumer.receiveTexts()).containsExactly("a", "b");
    }

    @Test
    void sendsAndAcknowledgesTogether() {
        ScriptedSession auto = broker.client().session(AcknowledgeMode.AUTO);
        auto.send(QUEUE, "in");
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);

        consumer.receive();
        session.send(OTHER, "out");
        session.commit();
        broker.crash(UnforcedContent.NONE);

        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(broker.queue(OTHER).size()).isEqualTo(1);
    }

    @Test
    void forgetsSendsOfARolledBackTransaction() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "a");

        session.rollback();
        session.send(QUEUE, "b");
        session.commit();

        assertThat(texts()).containsExactly("b");
    }

    @Test
    void returnsRolledBackMessagesInOrderAndCounted() {
        ScriptedSession auto = broker.client().session(AcknowledgeMode.AUTO);
        for (String text : List.of("a", "b", "c", "d")) {
            auto.send(QUEUE, text);
        }
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(QUEUE, 3);
        consumer.receive();
        consumer.receive();

        session.rollback();
        consumer.credit(10);

        List<Deliver> again = consumer.receiveAll();
        assertThat(again).extracting(TestMessage::text).containsExactly("a", "b", "c", "d");
        assertThat(again).extracting(Deliver::deliveryCount).containsExactly(2, 2, 1, 1);
    }

    @Test
    void countsEveryRollback() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);

        for (int count = 1; count <= 5; count++) {
            assertThat(consumer.receive().deliveryCount()).isEqualTo(count);
            session.rollback();
            consumer.credit(1);
            broker.pass(Duration.ofMinutes(1));
        }

        assertThat(consumer.buffered()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void rollsBackAnOpenTransactionAtACrash(UnforcedContent kept) {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "a");
        broker.tick();
        broker.tick();

        broker.crash(kept);
        client.reconnect();
        session.send(QUEUE, "b");
        long commit = session.commit();

        assertRefused(session, commit, ErrorCode.TRANSACTION_ROLLED_BACK);
        session.rollback();
        session.send(QUEUE, "c");
        session.commit();
        assertThat(texts()).containsExactly("c");
    }

    @Test
    void commitsWhatIsSentAgainAfterACrash() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        client.loseLink();
        session.send(QUEUE, "a");
        long commit = session.commit();

        broker.crash(UnforcedContent.NONE);
        client.reconnect();

        assertThat(session.confirmed(commit)).isTrue();
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void answersACommitFromMemoryAfterACrash() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "a");
        client.deaf(true);
        long commit = session.commit();
        assertThat(session.unanswered()).contains(commit);

        broker.crash(UnforcedContent.NONE);
        client.deaf(false);
        client.reconnect();

        assertThat(session.confirmed(commit)).isTrue();
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void refusesACommitOfMessagesThatWentElsewhere() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.TRANSACTED);
        session.consumer(QUEUE, 1).receive();
        session.send(OTHER, "out");

        broker.crash(UnforcedContent.ALL);
        ScriptedConsumer thief = broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1);
        assertThat(thief.receive().deliveryCount()).isEqualTo(2);
        client.reconnect();
        long commit = session.commit();

        assertRefused(session, commit, ErrorCode.TRANSACTION_ROLLED_BACK);
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void keepsTheOrderOfMixedDeliveryModes() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, TestMessage.volatileText("v1"));
        session.send(QUEUE, "p1");
        session.send(QUEUE, TestMessage.volatileText("v2"));
        session.send(QUEUE, "p2");
        session.commit();
        session.send(QUEUE, "p3");
        session.commit();

        ScriptedSession reader = broker.client().session(AcknowledgeMode.CLIENT);
        ScriptedConsumer consumer = reader.consumer(QUEUE, 10);
        List<Deliver> all = consumer.receiveAll();

        assertThat(all).extracting(TestMessage::text).containsExactlyInAnyOrder("v1", "p1", "v2", "p2", "p3");
        assertThat(all).extracting(Deliver::name).doesNotHaveDuplicates();
        reader.acknowledge();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void keepsAMessageForADurableSubscriptionThatCameDuringTheTransaction() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.send(TOPIC, "a");
        session.send(TOPIC, TestMessage.persistent("x".repeat(2_000_000)));
        ScriptedClient owner = broker.client("owner");
        ScriptedSession subscriber = owner.session(AcknowledgeMode.AUTO);
        subscriber.durable(TOPIC, "sub", null, 0);

        session.commit();
        broker.crash(UnforcedContent.NONE);
        owner.reconnect();
        ScriptedConsumer consumer = subscriber.consumers().iterator().next().credit(5);

        assertThat(consumer.receiveTexts()).hasSize(2).contains("a");
        subscriber.acknowledge();
        broker.crash(UnforcedContent.NONE);
        owner.reconnect();
        assertThat(consumer.credit(5).buffered()).isZero();
    }

    @Test
    void commitsTwentyThousandSendsAtomically() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        int sends = 20_000;
        for (int i = 0; i < sends; i++) {
            session.send(QUEUE, "m" + i);
        }
        long unforcedBefore = broker.store().unforcedBytes();

        long commit = session.commit();

        assertThat(unforcedBefore).isPositive();
        assertThat(session.confirmed(commit)).isTrue();
        broker.crash(UnforcedContent.NONE);
        assertThat(broker.queue(QUEUE).size()).isEqualTo(sends);
    }

    @Test
    void appliesATornCommitNotAtAll() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        int sends = 20_000;
        for (int i = 0; i < sends; i++) {
            session.send(QUEUE, "m" + i);
        }
        broker.tick();
        broker.tick();
        broker.expectFailure();
        broker.store().failAfter(1);
        session.commit();
        assertThat(broker.failure()).isNotNull();

        broker.crash(UnforcedContent.ALL);

        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void consumesWhatATornTransactionLeftUntouched() {
        broker.client().session(AcknowledgeMode.AUTO).send(QUEUE, "a");
        ScriptedSession session = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.consumer(QUEUE, 1).receive();
        session.send(OTHER, "out");
        broker.expectFailure();
        broker.store().failAfter(1);
        long commit = session.commit();

        broker.crash(UnforcedContent.NONE);

        assertThat(session.confirmed(commit)).isFalse();
        assertThat(texts()).containsExactly("a");
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    private List<String> texts() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.CLIENT);
        List<String> texts = session.consumer(QUEUE, 100).receiveTexts();
        session.close();
        return texts;
    }
}
