package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.engine.ScriptedConsumer.Filter;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedSubscriptionTest {
    private static final String NAME = "shared";
    private static final Destination OTHER = Destination.topic("other");

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.CLIENT);
    private final ScriptedClient otherClient = broker.client();
    private final ScriptedSession other = otherClient.session(AcknowledgeMode.CLIENT);

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void givesEachMessageToOneConsumerInTurn(ConsumerKind kind) {
        ScriptedConsumer one = join(session, kind, null, 5);
        ScriptedConsumer two = join(other, kind, null, 5);

        publish("a", "b", "c", "d");

        assertThat(one.receiveTexts()).containsExactly("a", "c");
        assertThat(two.receiveTexts()).containsExactly("b", "d");
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void handsUnseenMessagesOfAClosedConsumerToTheOthers(ConsumerKind kind) {
        ScriptedConsumer one = join(session, kind, null, 5);
        ScriptedConsumer two = join(other, kind, null, 0);
        publish("a", "b", "c");
        assertThat(TestMessage.text(one.receive())).isEqualTo("a");

        one.close();
        two.credit(5);

        assertThat(two.receiveTexts()).containsExactly("b", "c");
        assertThat(session.confirmed(session.acknowledge())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void handsMessagesOfALostConnectionToTheOthers(ConsumerKind kind) {
        join(session, kind, null, 5);
        ScriptedConsumer two = join(other, kind, null, 0).credit(5);
        publish("a", "b");

        client.loseLink();
        broker.pass(Duration.ofSeconds(11));

        assertThat(two.receiveTexts()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void keepsAConsumerWithoutCreditOutOfTheTurns(ConsumerKind kind) {
        ScriptedConsumer neverStarted = join(session, kind, null, 0);
        ScriptedConsumer started = join(other, kind, null, 5);

        publish("a", "b", "c");

        assertThat(started.receiveTexts()).containsExactly("a", "b", "c");
        assertThat(neverStarted.buffered()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void selectsForTheSubscription(ConsumerKind kind) {
        ScriptedConsumer one = join(session, kind, "color = 'red'", 5);
        ScriptedConsumer two = join(other, kind, "color = 'red'", 5);

        for (String text : new String[] {"a", "b", "c", "d"}) {
            session.send(TOPIC, TestMessage.persistent(text).with("color", text.equals("b") ? "blue" : "red"));
        }

        assertThat(one.receiveTexts()).containsExactly("a", "d");
        assertThat(two.receiveTexts()).containsExactly("c");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void refusesAnotherTopicOrSelectorWhileItIsUsed(ConsumerKind kind) {
        ScriptedConsumer first = join(session, kind, null, 5);

        assertRefused(other, join(other, kind, "a = 1", 5).openSequence(), ErrorCode.SUBSCRIPTION);
        assertRefused(other, other.open(kind, OTHER, Filter.named(NAME), 5).openSequence(), ErrorCode.SUBSCRIPTION);
        publish("a");

        assertThat(first.receiveTexts()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void needsAName(ConsumerKind kind) {
        assertRefused(session, session.open(kind, TOPIC, Filter.NONE, 1).openSequence(), ErrorCode.SUBSCRIPTION);
        assertRefused(session, session.open(kind, TOPIC, Filter.named(""), 1).openSequence(), ErrorCode.SUBSCRIPTION);
        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void belongsToTheClientIdentifierIfThereIsOne(ConsumerKind kind) {
        ScriptedSession named = broker.client("someone").session(AcknowledgeMode.AUTO);
        ScriptedConsumer own = join(named, kind, null, 5);
        ScriptedConsumer common = join(session, kind, null, 5);

        publish("a");

        assertThat(own.receiveTexts()).containsExactly("a");
        assertThat(common.receiveTexts()).containsExactly("a");
    }

    @Test
    void endsWithItsLastConsumerWhenItIsNotDurable() {
        ScriptedConsumer one = join(session, ConsumerKind.SHARED, null, 0);
        ScriptedConsumer two = join(other, ConsumerKind.SHARED, null, 0);
        publish("a");

        one.close();
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(1);
        two.close();

        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
        assertThat(join(session, ConsumerKind.SHARED, "a = 1", 5).buffered()).isZero();
    }

    @Test
    void keepsDurableAndNonDurableNamesApart() {
        ScriptedConsumer plain = join(session, ConsumerKind.SHARED, null, 5);
        ScriptedConsumer durable = join(session, ConsumerKind.SHARED_DURABLE, "TRUE", 5);

        publish("a");

        assertThat(plain.receiveTexts()).containsExactly("a");
        assertThat(durable.receiveTexts()).containsExactly("a");
    }

    @Test
    void survivesACrashWhenItIsDurable() {
        join(session, ConsumerKind.SHARED_DURABLE, null, 0);
        publish("a", "b");

        broker.crash(UnforcedContent.NONE);

        ScriptedConsumer again =
                join(broker.client().session(AcknowledgeMode.AUTO), ConsumerKind.SHARED_DURABLE, null, 5);
        assertThat(again.receiveTexts()).containsExactly("a", "b");
    }

    @Test
    void comesBackForAllItsConsumersAfterACrash() {
        ScriptedConsumer one = join(session, ConsumerKind.SHARED, null, 0);
        ScriptedConsumer two = join(other, ConsumerKind.SHARED, null, 0);
        broker.crash(UnforcedContent.ALL);

        client.reconnect();
        otherClient.reconnect();
        one.credit(5);
        two.credit(5);
        publish("a", "b");

        assertThat(one.receiveTexts()).containsExactly("a");
        assertThat(two.receiveTexts()).containsExactly("b");
    }

    @Test
    void startsAnewWithAnotherSelectorWhenNobodyUsesIt() {
        join(session, ConsumerKind.SHARED_DURABLE, null, 0).close();
        publish("old");

        ScriptedConsumer again = join(session, ConsumerKind.SHARED_DURABLE, "a IS NULL", 5);
        publish("new");

        assertThat(again.receiveTexts()).containsExactly("new");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "SHARED_DURABLE"})
    void refusesAnotherSelectorWhileAMessageIsUnacknowledged(ConsumerKind kind) {
        ScriptedConsumer consumer = join(session, kind, null, 5);
        publish("a");
        consumer.receive();
        consumer.close();

        ScriptedConsumer early = join(other, kind, "a = 1", 5);
        assertRefused(other, early.openSequence(), ErrorCode.SUBSCRIPTION);
        session.acknowledge();

        assertThat(other.confirmed(join(other, kind, "a = 1", 5).openSequence()))
                .isTrue();
    }

    @Test
    void endsWithTheLastMessageThatSomebodyHas() {
        ScriptedConsumer consumer = join(session, ConsumerKind.SHARED, null, 5);
        publish("a");
        consumer.receive();
        consumer.close();
        broker.tick();
        int meanwhile = broker.state().subscriptions(TOPIC.name()).size();
        session.acknowledge();
        broker.tick();

        assertThat(meanwhile).isEqualTo(1);
        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
    }

    @Test
    void isEitherSharedOrUnsharedUnderOneName() {
        ScriptedSession named = broker.client("someone").session(AcknowledgeMode.AUTO);
        named.durable(TOPIC, "unshared", null, 0).close();
        join(named, ConsumerKind.SHARED_DURABLE, null, 0).close();

        ScriptedConsumer sharing = named.open(ConsumerKind.SHARED_DURABLE, TOPIC, Filter.named("unshared"), 1);
        ScriptedConsumer alone = named.durable(TOPIC, NAME, null, 1);

        assertRefused(named, sharing.openSequence(), ErrorCode.SUBSCRIPTION);
        assertRefused(named, alone.openSequence(), ErrorCode.SUBSCRIPTION);
        assertThat(named.refusal(sharing.openSequence()).text()).contains("unshared");
    }

    @Test
    void endsWithUnsubscribeByAClientWithoutIdentifier() {
        ScriptedConsumer consumer = join(session, ConsumerKind.SHARED_DURABLE, null, 0);
        ScriptedConsumer second = join(other, ConsumerKind.SHARED_DURABLE, null, 0);
        publish("a");
        consumer.close();
        assertRefused(session, session.unsubscribe(NAME), ErrorCode.SUBSCRIPTION);
        second.close();

        long sequence = session.unsubscribe(NAME);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
        assertRefused(session, session.unsubscribe(NAME), ErrorCode.DESTINATION);
    }

    private static ScriptedConsumer join(ScriptedSession by, ConsumerKind kind, @Nullable String selector, int credit) {
        return by.open(kind, TOPIC, Filter.named(NAME).with(selector), credit);
    }

    private void publish(String... texts) {
        for (String text : texts) {
            broker.client().session(AcknowledgeMode.AUTO).send(TOPIC, text);
        }
    }
}
