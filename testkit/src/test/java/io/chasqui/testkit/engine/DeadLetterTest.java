package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.deadletter.DeadLetters;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterTest {
    private static final DestinationPolicy TWICE = DestinationPolicy.DEFAULT
            .withMaxDeliveries(2)
            .withBackOff(RedeliveryBackOff.NONE)
            .withExpiryQueue("expired");
    private static final Destination DEAD = Destination.queue("DLQ." + QUEUE.name());

    @RegisterExtension
    private final EngineFixture broker =
            new EngineFixture().policies(new DestinationPolicies(Map.of(DestinationPattern.ALL, TWICE)));

    private final ScriptedClient client = broker.client("reader");
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);

    @Test
    void setsAMessageAsideAfterItsLastDelivery() {
        session.send(QUEUE, TestMessage.persistent("poison").expiringAt(Long.MAX_VALUE));
        session.send(QUEUE, "good");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);

        fail(consumer);
        fail(consumer);

        assertThat(consumer.credit(1).receiveTexts()).containsExactly("good");
        Deliver dead = session.consumer(DEAD, 1).receive();
        assertThat(TestMessage.text(dead)).isEqualTo("poison");
        assertThat(dead.deliveryCount()).isEqualTo(1);
        assertThat(annotations(dead))
                .containsEntry(DeadLetters.ORIGIN, QUEUE.toString())
                .containsEntry(DeadLetters.REASON, "DELIVERIES_EXHAUSTED")
                .containsEntry(DeadLetters.DELIVERY_COUNT, 2)
                .containsEntry(DeadLetters.SET_ASIDE_AT, broker.clock().nowMillis());
        assertThat(annotations(dead).get(DeadLetters.LAST_CONSUMER)).asString().contains("client identifier reader");
        assertThat(broker.queue(QUEUE).deadLettered()).isEqualTo(1);
    }

    @Test
    void setsAsideWhatTransactionBranchesRollBackTooOften() {
        ScriptedSession worker = broker.client().session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = worker.consumer(QUEUE, 2);

        for (int round = 1; round <= 2; round++) {
            Xid xid = new Xid(1, new byte[] {1}, new byte[] {(byte) round});
            worker.start(xid, BranchEntry.NEW, 0);
            consumer.receive();
            worker.end(xid, BranchExit.SUCCESS);
            worker.decide(xid, BranchVerb.PREPARE);
            worker.decide(xid, BranchVerb.ROLLBACK);
        }

        assertThat(broker.queue(QUEUE).size()).isZero();
        assertThat(TestMessage.text(session.consumer(DEAD, 1).receive())).isEqualTo("poison");
    }

    @Test
    void setsVolatileMessagesAside() {
        session.send(QUEUE, TestMessage.volatileText("poison"));
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);

        fail(consumer);
        fail(consumer);

        assertThat(TestMessage.text(session.consumer(DEAD, 1).receive())).isEqualTo("poison");
    }

    @Test
    void setsMessagesOfSubscriptionsAsideUnderTheTopicsName() {
        ScriptedConsumer durable = session.durable(TOPIC, "s", null, 1);
        ScriptedConsumer plain = session.subscriber(TOPIC, 1);
        session.send(TOPIC, "poison");

        fail(durable, plain);
        fail(durable, plain);

        ScriptedConsumer dead = session.consumer(Destination.queue("DLQ." + TOPIC.name()), 5);
        assertThat(dead.receiveTexts()).containsExactly("poison", "poison");
    }

    @Test
    void keepsDeadLettersAcrossACrash() {
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        fail(consumer);
        fail(consumer);
        broker.crash(UnforcedContent.NONE);

        ScriptedSession after = broker.client().session(AcknowledgeMode.CLIENT);

        Deliver dead = after.consumer(DEAD, 1).receive();
        assertThat(TestMessage.text(dead)).isEqualTo("poison");
        assertThat(annotations(dead)).containsEntry(DeadLetters.REASON, "DELIVERIES_EXHAUSTED");
        assertThat(after.consumer(QUEUE, 1).receiveTexts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void isInExactlyOneOfTheQueuesAfterACrash(UnforcedContent kept) {
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        fail(consumer);
        fail(consumer);
        broker.crash(kept);

        ScriptedSession after = broker.client().session(AcknowledgeMode.CLIENT);

        List<String> everywhere = new ArrayList<>(after.consumer(QUEUE, 1).receiveTexts());
        everywhere.addAll(after.consumer(DEAD, 1).receiveTexts());
        assertThat(everywhere).containsExactly("poison");
    }

    @ParameterizedTest
    @EnumSource(
            value = BranchExit.class,
            names = {"SUCCESS", "FAIL"})
    void countsTheFailuresOfTransactionBranches(BranchExit exit) {
        session.send(QUEUE, "poison");
        ScriptedSession manager = client.session(AcknowledgeMode.TRANSACTED);
        ScriptedConsumer consumer = manager.consumer(QUEUE, 0);
        for (int i = 1; i <= 2; i++) {
            Xid xid = new Xid(1, new byte[] {(byte) i}, new byte[0]);
            manager.start(xid, BranchEntry.NEW, 0);
            consumer.credit(1).receive();
            manager.end(xid, exit);
            manager.decide(xid, BranchVerb.ROLLBACK);
        }

        assertThat(session.consumer(DEAD, 1).receiveTexts()).containsExactly("poison");
        assertThat(consumer.credit(1).receiveTexts()).isEmpty();
    }

    @Test
    void leavesAMessageInTheDeadLetterQueueHoweverOftenItFails() {
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        fail(consumer);
        fail(consumer);
        ScriptedConsumer dead = session.consumer(DEAD, 1);
        for (int i = 0; i < 5; i++) {
            fail(dead);
        }

        assertThat(dead.credit(1).receiveTexts()).containsExactly("poison");
    }

    @Test
    void selectsByWhatTheBrokerAdded() {
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = session.consumer(QUEUE, 1);
        fail(consumer);
        fail(consumer);

        assertThat(session.selecting(DEAD, DeadLetters.REASON + " = 'EXPIRED'", 1)
                        .receiveTexts())
                .isEmpty();
        assertThat(session.selecting(DEAD, DeadLetters.DELIVERY_COUNT + " >= 2", 1)
                        .receiveTexts())
                .containsExactly("poison");
    }

    @Test
    void takesPartInTheTransactionThatFails() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        session.send(QUEUE, "poison");
        ScriptedConsumer consumer = transacted.consumer(QUEUE, 1);
        consumer.receive();
        transacted.rollback();
        consumer.credit(1).receive();
        transacted.rollback();

        assertThat(session.consumer(DEAD, 1).receiveTexts()).containsExactly("poison");
        assertThat(consumer.credit(1).receiveTexts()).isEmpty();
    }

    @Test
    void countsWhatALostClientWasWorkingOnAndNotWhatWasOnItsWay() {
        session.send(QUEUE, "poison");
        session.send(QUEUE, "unseen");
        for (int i = 0; i < 2; i++) {
            ScriptedClient crashing = broker.client();
            crashing.session(AcknowledgeMode.AUTO).consumer(QUEUE, 2).receive();
            crashing.loseLink();
            broker.pass(Duration.ofMinutes(1));
        }

        assertThat(session.consumer(DEAD, 5).receiveTexts()).containsExactly("poison");
        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("unseen");
    }

    @Test
    void movesExpiredMessagesToTheExpiryQueue() {
        long soon = broker.clock().nowMillis() + 1_000;
        session.send(QUEUE, TestMessage.persistent("kept").expiringAt(soon));
        session.send(QUEUE, TestMessage.volatileText("volatile").expiringAt(soon));

        broker.pass(Duration.ofSeconds(3));

        List<Deliver> expired =
                session.consumer(Destination.queue("expired"), 5).receiveAll();
        assertThat(expired).extracting(TestMessage::text).containsExactlyInAnyOrder("kept", "volatile");
        assertThat(annotations(expired.get(0)))
                .containsEntry(DeadLetters.REASON, "EXPIRED")
                .containsEntry(DeadLetters.DELIVERY_COUNT, 0)
                .containsEntry(DeadLetters.ORIGIN, QUEUE.toString());
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(2);
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void movesMessagesThatExpireInAClientToTheExpiryQueue(AcknowledgeMode mode) {
        long soon = broker.clock().nowMillis() + 1_000;
        session.send(QUEUE, TestMessage.persistent("kept").expiringAt(soon));
        session.send(QUEUE, TestMessage.volatileText("volatile").expiringAt(soon));
        ScriptedSession reader = broker.client().session(mode);
        assertThat(reader.consumer(QUEUE, 5).receiveTexts()).containsExactlyInAnyOrder("kept", "volatile");

        broker.pass(Duration.ofSeconds(3));
        long command = reader.expire();

        assertThat(reader.refusal(command)).isNull();
        List<Deliver> expired =
                session.consumer(Destination.queue("expired"), 5).receiveAll();
        assertThat(expired).extracting(TestMessage::text).containsExactlyInAnyOrder("kept", "volatile");
        assertThat(annotations(expired.get(0))).containsEntry(DeadLetters.REASON, "EXPIRED");
        assertThat(broker.queue(QUEUE).expired()).isEqualTo(2);
        assertThat(broker.queue(QUEUE).acknowledged()).isZero();
        assertThat(broker.queue(QUEUE).size()).isZero();
    }

    @Test
    void doesNotLetAClientExpireWhatDoesNotExpire() {
        long soon = broker.clock().nowMillis() + 1_000;
        session.send(QUEUE, TestMessage.persistent("late").expiringAt(soon));
        session.send(QUEUE, "for ever");
        broker.pass(Duration.ofSeconds(3));
        ScriptedSession reader = broker.client().session(AcknowledgeMode.AUTO);
        ScriptedConsumer setAside = reader.consumer(Destination.queue("expired"), 5);
        assertThat(setAside.receiveTexts()).containsExactly("late");
        assertThat(reader.consumer(QUEUE, 5).receiveTexts()).containsExactly("for ever");

        long command = reader.expire();
        reader.close();

        assertThat(reader.refusal(command).text()).contains("Only messages with an expiration expire");
        assertThat(session.consumer(Destination.queue("expired"), 5).receiveTexts())
                .containsExactly("late");
        assertThat(session.consumer(QUEUE, 5).receiveTexts()).containsExactly("for ever");
    }

    @Test
    void handsExpiredMessagesToAConsumerWhoWaitsForThem() {
        ScriptedConsumer waiting = session.consumer(Destination.queue("expired"), 5);
        session.send(
                QUEUE, TestMessage.persistent("late").expiringAt(broker.clock().nowMillis() + 1));

        broker.pass(Duration.ofSeconds(3));

        assertThat(waiting.receiveTexts()).containsExactly("late");
    }

    private void fail(ScriptedConsumer... consumers) {
        for (ScriptedConsumer consumer : consumers) {
            if (consumer.buffered() == 0) {
                consumer.credit(1);
            }
            consumer.receive();
        }
        session.release();
    }

    private static Map<String, @Nullable Object> annotations(Deliver delivery) {
        return PropertyCodec.read(new WireReader(delivery.annotations()));
    }
}
