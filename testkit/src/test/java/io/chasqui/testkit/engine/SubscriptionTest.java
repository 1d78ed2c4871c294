package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedClient owner = broker.client("owner");
    private final ScriptedSession session = owner.session(AcknowledgeMode.CLIENT);

    @Test
    void getsACopyForEverySubscriber() {
        ScriptedConsumer one = session.subscriber(TOPIC, 5);
        ScriptedConsumer two = broker.client().session(AcknowledgeMode.AUTO).subscriber(TOPIC, 5);

        publish("a");
        publish(TestMessage.volatileText("b"));

        assertThat(one.receiveTexts()).containsExactly("a", "b");
        assertThat(two.receiveTexts()).containsExactly("a", "b");
    }

    @Test
    void forgetsANonDurableSubscriptionWithItsConsumer() {
        ScriptedConsumer consumer = session.subscriber(TOPIC, 5);
        publish("a");
        consumer.receiveAll();

        consumer.close();
        long acknowledge = session.acknowledge();

        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
        assertThat(session.confirmed(acknowledge)).isTrue();
    }

    @Test
    void forgetsANonDurableSubscriptionWithTheWindowOfItsLink() {
        session.subscriber(TOPIC, 5);
        owner.loseLink();
        broker.pass(Duration.ofSeconds(11));

        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
    }

    @Test
    void keepsANonDurableSubscriptionWhileItsLinkIsAway() {
        ScriptedConsumer consumer = session.subscriber(TOPIC, 5);
        owner.loseLink();
        publish("a");

        owner.reconnect();
        consumer.credit(5);

        assertThat(consumer.receiveTexts()).containsExactly("a");
    }

    @Test
    void losesNonDurableSubscriptionsWithTheBroker() {
        ScriptedConsumer consumer = session.subscriber(TOPIC, 5);
        broker.crash(UnforcedContent.ALL);
        assertThat(broker.state().queues()).isEmpty();

        owner.reconnect();
        consumer.credit(5);
        publish("a");

        assertThat(consumer.receiveTexts()).containsExactly("a");
    }

    @Test
    void keepsMessagesOfADurableSubscriptionThatIsAway() {
        ScriptedConsumer consumer = session.durable(TOPIC, "sub", null, 0);
        consumer.close();
        publish("a");

        broker.crash(UnforcedContent.NONE);
        publish("b");
        ScriptedConsumer again =
                broker.client("owner").session(AcknowledgeMode.AUTO).durable(TOPIC, "sub", null, 5);

        assertThat(again.receiveTexts()).containsExactly("a", "b");
    }

    @Test
    void losesVolatileMessagesOfADurableSubscriptionWithTheBroker() {
        session.durable(TOPIC, "sub", null, 0).close();
        publish(TestMessage.volatileText("a"));
        publish("b");

        broker.crash(UnforcedContent.ALL);

        ScriptedConsumer again =
                broker.client("owner").session(AcknowledgeMode.AUTO).durable(TOPIC, "sub", null, 5);
        assertThat(again.receiveTexts()).containsExactly("b");
    }

    @Test
    void storesMatchingMessagesOnly() {
        session.durable(TOPIC, "red", "color = 'red'", 0);
        session.subscriber(TOPIC, 0);

        publish(TestMessage.persistent("a").with("color", "red"));
        publish(TestMessage.persistent("b").with("color", "blue"));

        assertThat(broker.state().subscriptions(TOPIC.name()).get(0).size()).isEqualTo(1);
        assertThat(broker.state().subscriptions(TOPIC.name()).get(1).size()).isEqualTo(2);
    }

    @Test
    void startsAnewWithAnotherSelector() {
        session.durable(TOPIC, "sub", "color = 'red'", 0).close();
        publish(TestMessage.persistent("old").with("color", "red"));

        ScriptedConsumer changed = session.durable(TOPIC, "sub", "color = 'blue'", 5);
        publish(TestMessage.persistent("new").with("color", "blue"));

        assertThat(changed.receiveTexts()).containsExactly("new");
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(1);
    }

    @Test
    void refusesASecondConsumerOfADurableSubscription() {
        session.durable(TOPIC, "sub", null, 0);

        ScriptedConsumer second = session.durable(TOPIC, "sub", null, 0);

        assertRefused(session, second.openSequence(), ErrorCode.SUBSCRIPTION);
    }

    @Test
    void refusesADurableSubscriptionWithoutClientIdentifier() {
        ScriptedSession anonymous = broker.client().session(AcknowledgeMode.AUTO);

        ScriptedConsumer consumer = anonymous.durable(TOPIC, "sub", null, 0);

        assertRefused(anonymous, consumer.openSequence(), ErrorCode.SUBSCRIPTION);
    }

    @Test
    void keepsSubscriptionsOfOtherClientsApart() {
        session.durable(TOPIC, "sub", null, 0);

        ScriptedConsumer other =
                broker.client("other").session(AcknowledgeMode.AUTO).durable(TOPIC, "sub", null, 5);
        publish("a");

        assertThat(other.receiveTexts()).containsExactly("a");
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(2);
    }

    @Test
    void unsubscribesForGood() {
        session.durable(TOPIC, "sub", null, 0).close();
        publish("a");

        long sequence = session.unsubscribe("sub");
        broker.crash(UnforcedContent.NONE);

        assertThat(session.confirmed(sequence)).isTrue();
        assertThat(broker.state().queues()).isEmpty();
    }

    @Test
    void refusesToUnsubscribeWhatIsInUse() {
        session.durable(TOPIC, "sub", null, 5);

        long sequence = session.unsubscribe("sub");

        assertRefused(session, sequence, ErrorCode.SUBSCRIPTION);
    }

    @Test
    void refusesToUnsubscribeBeforeItsMessagesAreAcknowledged() {
        ScriptedConsumer consumer = session.durable(TOPIC, "sub", null, 5);
        publish("a");
        consumer.receive();
        consumer.close();

        long refused = session.unsubscribe("sub");
        session.acknowledge();
        long done = session.unsubscribe("sub");

        assertRefused(session, refused, ErrorCode.SUBSCRIPTION);
        assertThat(session.confirmed(done)).isTrue();
    }

    @Test
    void refusesToUnsubscribeWhatDoesNotExist() {
        long sequence = session.unsubscribe("sub");

        assertRefused(session, sequence, ErrorCode.DESTINATION);
    }

    @Test
    void unsubscribesOnceWhenAskedAgainAfterACrash() {
        session.durable(TOPIC, "sub", null, 0).close();
        owner.deaf(true);
        long sequence = session.unsubscribe("sub");

        broker.crash(UnforcedContent.NONE);
        owner.deaf(false);
        owner.reconnect();

        assertThat(session.confirmed(sequence)).isTrue();
    }

    @Test
    void keepsADurableSubscriptionAcrossReconnects() {
        ScriptedConsumer consumer = session.durable(TOPIC, "sub", null, 1);
        publish("a");
        publish("b");
        consumer.receive();

        broker.crash(UnforcedContent.NONE);
        owner.reconnect();
        consumer.credit(5);

        assertThat(consumer.receiveTexts()).containsExactly("b");
        assertThat(session.confirmed(session.acknowledge())).isTrue();
        assertThat(broker.state().subscriptions(TOPIC.name()).get(0).size()).isZero();
    }

    private void publish(String text) {
        publish(TestMessage.persistent(text));
    }

    private void publish(TestMessage message) {
        broker.client().session(AcknowledgeMode.AUTO).send(TOPIC, message);
    }
}
