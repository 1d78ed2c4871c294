package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that comes part by part is a message like any other, decided once and in its turn. */
class MessageInPartsTest {
    private static final int MIB = 1 << 20;
    private static final int PART_BYTES = 64 << 10;
    private static final Xid XID = new Xid(1, new byte[] {1}, new byte[] {2});

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture()
            .policies(new DestinationPolicies(
                    Map.of(DestinationPattern.ALL, DestinationPolicy.DEFAULT.withMaxDeliveries(1))));

    private final ScriptedClient client = broker.client().inParts(PART_BYTES);
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);
    private final String text = text(3 * MIB, 1);

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void keepsAPersistentMessageOverACrash(UnforcedContent kept) {
        long sequence = session.send(QUEUE, text);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(session.creditBytes()).isGreaterThan(3 * MIB);
        broker.crash(kept);

        assertThat(TestMessage.text(read().receive())).isEqualTo(text);
    }

    @Test
    void keepsAVolatileMessageOutsideOfMemoryUntilItIsAcknowledged() {
        session.send(QUEUE, TestMessage.volatileText(text));

        assertThat(broker.store().spilledPayloads()).isPositive();
        ScriptedSession reader = reader();
        assertThat(TestMessage.text(reader.consumer(QUEUE, 1).receive())).isEqualTo(text);
        reader.acknowledge();
        broker.tick();

        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void hasOnlyTheHeadInMemory() {
        session.send(QUEUE, text);

        broker.queue(QUEUE).forEach(entry -> {
            assertThat(entry.payload().whole()).isFalse();
            assertThat(entry.payload().requireHead()).hasSizeLessThan(1_000);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsWhatCameBeforeTheLinkWasCutAndTakesItOnceWhenItComesAgain(boolean persistent) {
        client.afterParts(20, client::loseLink);
        TestMessage message = persistent ? TestMessage.persistent(text) : TestMessage.volatileText(text);

        long sequence = session.send(QUEUE, message);
        assertThat(session.unanswered()).containsExactly(sequence);
        assertThat(broker.store().spilledPayloads()).isZero();
        client.reconnect();
        broker.tick();
        broker.tick();

        assertThat(session.opened().resumed()).isTrue();
        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        assertThat(TestMessage.text(read().receive())).isEqualTo(text);
    }

    @Test
    void answersARepeatFromMemory() {
        client.deaf(true);
        long sequence = session.send(QUEUE, text);
        client.loseLink();
        client.deaf(false);
        int segment = broker.lastSegment();

        for (int repeat = 0; repeat < 20; repeat++) {
            client.reconnect();
            client.loseLink();
        }
        client.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        assertThat(broker.lastSegment()).as("a repeat puts nothing on the disk").isEqualTo(segment);
    }

    @Test
    void answersARepeatOnceMoreWhenItsLinkIsCutToo() {
        client.deaf(true);
        long sequence = session.send(QUEUE, text);
        client.loseLink();
        client.deaf(false);
        client.afterParts(5, client::loseLink);

        client.reconnect();
        client.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void knowsNothingOfAMessageThatACrashHasCut(UnforcedContent kept) {
        session.send(QUEUE, "before");
        client.afterParts(20, () -> broker.crash(kept));
        long sequence = session.send(QUEUE, text);

        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
        client.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(read().credit(1).receiveTexts()).containsExactly("before", text);
    }

    @Test
    void letsOthersSendMeanwhileAndIsDecidedWithItsLastPart() {
        ScriptedSession other = client.session(AcknowledgeMode.AUTO);
        client.afterParts(10, () -> other.send(QUEUE, "meanwhile"));

        session.send(QUEUE, text);

        assertThat(read().credit(1).receiveTexts()).containsExactly("meanwhile", text);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void commitsWithItsTransaction(UnforcedContent kept) {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, "small");
        transacted.send(QUEUE, text);
        transacted.send(QUEUE, TestMessage.volatileText(text(2 * MIB, 2)));
        assertThat(broker.state().queue(QUEUE)).isNull();

        transacted.commit();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(3);
        broker.crash(kept);

        assertThat(read().credit(2).receiveTexts()).containsExactly("small", text);
    }

    @Test
    void isGoneWithItsTransaction() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        transacted.send(QUEUE, TestMessage.volatileText(text));
        transacted.send(QUEUE, text);
        assertThat(broker.store().spilledPayloads()).isPositive();

        transacted.rollback();
        transacted.commit();

        assertThat(broker.state().queue(QUEUE)).isNull();
        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void joinsItsTransactionOnceWhenItsLinkWasCut() {
        ScriptedSession transacted = client.session(AcknowledgeMode.TRANSACTED);
        client.afterParts(20, client::loseLink);
        transacted.send(QUEUE, text);
        client.reconnect();

        long commit = transacted.commit();

        assertThat(transacted.confirmed(commit)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(UnforcedContent.class)
    void isSentByAPreparedBranchAfterACrash(UnforcedContent kept) {
        ScriptedSession worker = client.session(AcknowledgeMode.TRANSACTED);
        worker.start(XID, BranchEntry.NEW, 0);
        worker.send(QUEUE, text);
        worker.end(XID, BranchExit.SUCCESS);
        worker.decide(XID, BranchVerb.PREPARE);

        broker.crash(kept);
        client.reconnect();
        worker.decide(XID, BranchVerb.COMMIT);

        assertThat(TestMessage.text(read().receive())).isEqualTo(text);
    }

    @Test
    void isKeptForADurableSubscriptionThatCameMeanwhile() {
        ScriptedClient owner = broker.client("owner");
        ScriptedSession subscriber = owner.session(AcknowledgeMode.AUTO);
        client.afterParts(10, () -> subscriber.durable(TOPIC, "s", "colour = 'red'", 1));
        session.send(TOPIC, TestMessage.persistent(text).with("colour", "red"));
        assertThat(broker.store().spilledPayloads()).isZero();

        broker.crash(UnforcedContent.NONE);
        owner.reconnect();

        ScriptedConsumer durable = subscriber.consumers().iterator().next().credit(1);
        assertThat(TestMessage.text(durable.receive())).isEqualTo(text);
    }

    @Test
    void isNobodysOnATopicWithoutSubscriptions() {
        session.send(TOPIC, text);
        session.send(TOPIC, TestMessage.volatileText(text));

        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void isSelectedGroupedAndBrowsedByItsHeadAfterARestart() {
        session.send(QUEUE, TestMessage.persistent(text).with("colour", "red").with("JMSXGroupID", "g"));
        broker.restart();
        ScriptedSession reader = reader();

        assertThat(reader.selecting(QUEUE, "colour = 'blue'", 1).buffered()).isZero();
        ScriptedConsumer browser = reader.open(ConsumerKind.BROWSER, QUEUE, Filter.NONE, 1);
        assertThat(TestMessage.text(browser.receive())).isEqualTo(text);
        ScriptedConsumer red = reader.selecting(QUEUE, "colour = 'red'", 1);
        assertThat(TestMessage.text(red.receive())).isEqualTo(text);
        broker.queue(QUEUE)
                .forEach(entry -> assertThat(entry.payload().whole())
                        .as("the body is in memory")
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isSetAsideWithItsBody(boolean persistent) {
        session.send(QUEUE, persistent ? TestMessage.persistent(text) : TestMessage.volatileText(text));
        ScriptedSession reader = reader();
        reader.consumer(QUEUE, 1).receive();

        reader.release();

        ScriptedConsumer dead = reader.consumer(Destination.queue("DLQ." + QUEUE.name()), 1);
        assertThat(TestMessage.text(dead.receive())).isEqualTo(text);
    }

    @Test
    void isRefusedWhenTheSpillFilesFillUpMeanwhile() {
        client.afterParts(10, () -> broker.store().spillFull(true));

        long full = session.send(QUEUE, TestMessage.volatileText(text));
        broker.store().spillFull(false);
        long later = session.send(QUEUE, text);

        assertRefused(session, full, ErrorCode.RESOURCE);
        assertThat(session.confirmed(later)).isTrue();
        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void isRefusedWhenTheDiskFillsUpMeanwhile() {
        client.afterParts(10, () -> broker.store().reserveReady(false));

        long full = session.send(QUEUE, text);
        broker.store().reserveReady(true);
        long later = session.send(QUEUE, text);

        assertRefused(session, full, ErrorCode.RESOURCE);
        assertThat(session.confirmed(later)).isTrue();
        assertThat(broker.queue(QUEUE).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PART_BYTES})
    void isRefusedWhenItsPropertiesAreTooLargeToWorkWith(int partBytes) {
        client.inParts(partBytes);

        long sequence = session.send(QUEUE, TestMessage.persistent(text).with("data", "x".repeat(300_000)));

        assertRefused(session, sequence, ErrorCode.RESOURCE);
        assertThat(session.refusal(sequence).text()).contains("300").contains("body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 12})
    void isRefusedWhenItIsMalformed(int damagedByte) {
        byte[] message = TestMessage.persistent(text).seal(QUEUE, new MessageIdentity(1, 2, 3));
        message[damagedByte] = (byte) (message[damagedByte] + 77);

        long sequence = session.sendRaw(QUEUE, false, message);

        assertRefused(session, sequence, ErrorCode.PROTOCOL);
        assertThat(session.confirmed(session.send(QUEUE, text))).isTrue();
    }

    @Test
    void takesPropertiesThatFillSeveralParts() {
        session.send(
                QUEUE,
                TestMessage.persistent(text).with("data", "x".repeat(200_000)).with("colour", "red"));

        ScriptedSession reader = reader();
        assertThat(TestMessage.text(reader.selecting(QUEUE, "colour = 'red'", 1).receive()))
                .isEqualTo(text);
    }

    @Test
    void isForgottenWhenItsSessionIsGivenUp() {
        client.afterParts(20, client::loseLink);
        session.send(OTHER, TestMessage.volatileText(text));

        broker.pass(Duration.ofMinutes(1));

        assertThat(broker.store().spilledPayloads()).isZero();
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void endsTheLinkOfAClientThatMixesUpItsParts() {
        client.afterParts(10, () -> client.inParts(PART_BYTES / 2));

        session.send(QUEUE, text);

        assertThat(client.linked()).isFalse();
        assertThat(broker.state().queue(QUEUE)).isNull();
    }

    @Test
    void endsTheLinkOfAClientThatLeavesACommandOutWithItsFirstPart() {
        byte[] message = TestMessage.volatileText(text).seal(QUEUE, new MessageIdentity(1, 2, 3));
        Send early = new Send(client.connection(), session.number(), 2, QUEUE, false, new byte[0]);

        client.sendPart(new SendPart(early, message.length, 0, Arrays.copyOf(message, PART_BYTES)));

        assertThat(client.linked()).isFalse();
        assertThat(broker.store().spilledPayloads()).isZero();
    }

    @Test
    void endsTheLinkOfAClientThatSendsMoreInTheMiddleOfAMessage() {
        client.afterParts(10, () -> session.send(QUEUE, "small"));

        session.send(QUEUE, TestMessage.volatileText(text));

        assertThat(client.linked()).isFalse();
        assertThat(broker.state().queue(QUEUE)).isNull();
        assertThat(broker.store().spilledPayloads()).isZero();
    }

    private ScriptedConsumer read() {
        return reader().consumer(QUEUE, 1);
    }

    private ScriptedSession reader() {
        return broker.client().session(AcknowledgeMode.CLIENT);
    }

    private static String text(int length, long seed) {
        StringBuilder text = new StringBuilder(length);
        new Random(seed).ints(length, 'a', 'z' + 1).forEach(text::appendCodePoint);
        return text.toString();
    }
}
