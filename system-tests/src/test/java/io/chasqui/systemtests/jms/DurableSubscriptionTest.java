package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Unshared durable subscriptions: they collect from their creation until unsubscribe (§8.3.3, §8.8). */
@OverBothTransports
class DurableSubscriptionTest {
    private static final String NAME = "news";

    private final Stage stage;
    private final Topic topic;
    private final String clientIdentifier;

    DurableSubscriptionTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.topic = stage.topic();
        this.clientIdentifier = stage.freshName("client");
    }

    @BeforeEach
    void subscribe() throws JMSException {
        try (Client client = identified()) {
            client.durable(topic, NAME).close();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:154", "JMS:SPEC:164"})
    void collectsWhileItsSubscriberIsAway() throws JMSException {
        publish("a", "b");

        try (Client client = identified();
                Inbox inbox = client.durable(topic, NAME)) {
            publish("c");
            assertThat(inbox.texts(3)).containsExactly("a", "b", "c");
        }
        try (Client client = identified();
                Inbox inbox = client.durable(topic, NAME)) {
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:153")
    void goesOnWhereItsSubscriberStopped() throws JMSException {
        publish("a", "b", "c");
        try (Client client = identified()) {
            assertThat(client.durable(topic, NAME).text()).isEqualTo("a");
        }
        publish("d");

        try (Client client = identified()) {
            assertThat(Inbox.presentations(client.durable(topic, NAME).next(3))).containsExactly("b:1", "c:1", "d:1");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:156", "JMS:SPEC:168"})
    void bringsBackWhatWasNotAcknowledged() throws JMSException {
        publish("a", "b");
        try (Client client = stage.identified(clientIdentifier, Session.CLIENT_ACKNOWLEDGE)) {
            assertThat(client.durable(topic, NAME).text()).isEqualTo("a");
        }

        try (Client client = identified()) {
            assertThat(Inbox.presentations(client.durable(topic, NAME).next(2))).containsExactly("a:2!", "b:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:164")
    void keepsSubscriptionsApart() throws JMSException {
        String otherIdentifier = stage.freshName("client");
        try (Client client = identified();
                Client other = stage.identified(otherIdentifier, Session.AUTO_ACKNOWLEDGE)) {
            Inbox first = client.durable(topic, NAME);
            Inbox second = client.durable(topic, "log");
            Inbox foreign = other.durable(topic, NAME);
            publish("a", "b");
            assertThat(first.texts(2)).containsExactly("a", "b");
            assertThat(second.text()).isEqualTo("a");
            second.close();
            publish("c");

            assertThat(first.rest()).containsExactly("c");
            assertThat(foreign.rest()).containsExactly("a", "b", "c");
            assertThat(client.durable(topic, "log").rest()).containsExactly("b", "c");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:165", "JMS:SPEC:272"})
    void beginsAnewWithAnotherSelector() throws JMSException {
        publish("old");
        try (Client client = identified()) {
            Inbox choosy = new Inbox(client.session().createDurableConsumer(topic, NAME, "colour = 'red'", false));
            assertThat(choosy.rest()).isEmpty();
            publishColoured("red");
            publishColoured("blue");
            choosy.close();
            publishColoured("red");

            Inbox again = new Inbox(client.session().createDurableConsumer(topic, NAME, "colour = 'red'", false));
            assertThat(again.rest()).containsExactly("red", "red");
            publishColoured("red");
            again.close();

            assertThat(client.durable(topic, NAME).rest()).isEmpty();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:165", "JMS:SPEC:272"})
    void beginsAnewWithAnotherTopic() throws JMSException {
        Topic other = stage.topic();
        publish("old");
        try (Client client = identified()) {
            Inbox inbox = client.durable(other, NAME);
            publish("not any more");
            client.send(other, "new");

            assertThat(inbox.rest()).containsExactly("new");
        }
    }

    @Test
    void treatsAnEmptySelectorAsNone() throws JMSException {
        publish("a");
        try (Client client = identified()) {
            Inbox inbox = new Inbox(client.session().createDurableConsumer(topic, NAME, "", false));

            assertThat(inbox.rest()).containsExactly("a");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:164", "JMS:SPEC:272"})
    void isForOneConsumerAtATime() throws JMSException {
        try (Client client = identified()) {
            Inbox inbox = client.durable(topic, NAME);
            try (Session other = client.connection().createSession()) {
                assertThatThrownBy(() -> other.createDurableConsumer(topic, NAME))
                        .isInstanceOf(JMSException.class)
                        .hasMessageContaining(NAME)
                        .hasMessageContaining("in use");
                assertThatThrownBy(() -> other.createDurableConsumer(topic, NAME, "other = 1", false))
                        .isInstanceOf(JMSException.class);
            }
            publish("a");
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();

            client.durable(topic, NAME).close();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:151", "JMS:SPEC:166"})
    void endsWithUnsubscribe() throws JMSException {
        publish("a");
        try (Client client = identified()) {
            client.session().unsubscribe(NAME);
            publish("b");

            assertThat(client.durable(topic, NAME).rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:166")
    void refusesToUnsubscribeWhileItIsUsed() throws JMSException {
        publish("a");
        try (Client client = stage.identified(clientIdentifier, Session.SESSION_TRANSACTED)) {
            Inbox inbox = client.durable(topic, NAME);
            assertThatThrownBy(() -> client.session().unsubscribe(NAME))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining(NAME);
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();
            assertThatThrownBy(() -> client.session().unsubscribe(NAME))
                    .as("a transaction holds a message")
                    .isInstanceOf(JMSException.class);
            client.session().commit();

            client.session().unsubscribe(NAME);
        }
    }

    @Test
    @Assertion("JMS:SPEC:174")
    void refusesToUnsubscribeWhatIsNotThere() throws JMSException {
        try (Client client = identified();
                Client anonymous = stage.client()) {
            assertThatThrownBy(() -> client.session().unsubscribe("unknown"))
                    .isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> anonymous.session().unsubscribe(NAME))
                    .isInstanceOf(InvalidDestinationException.class);
            client.session().unsubscribe(NAME);
            assertThatThrownBy(() -> client.session().unsubscribe(NAME))
                    .isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void needsAClientIdentifierANameAndATopic() throws JMSException {
        try (Client client = identified();
                Client anonymous = stage.client()) {
            assertThatThrownBy(() -> anonymous.session().createDurableConsumer(topic, NAME))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("client identifier");
            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, ""))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, null))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> client.session().createDurableConsumer(null, NAME))
                    .isInstanceOf(InvalidDestinationException.class);
        }
    }

    @Test
    void isServedBesideOtherKindsOfSubscribers() throws JMSException {
        try (Client client = identified();
                Inbox plain = client.inbox(topic)) {
            publish("a");
            client.sendMany(topic, "volatile", 1);

            assertThat(plain.rest()).containsExactlyInAnyOrder("a", "volatile0");
            assertThat(client.durable(topic, NAME).rest()).containsExactlyInAnyOrder("a", "volatile0");
        }
    }

    private Client identified() throws JMSException {
        return stage.identified(clientIdentifier, Session.AUTO_ACKNOWLEDGE);
    }

    private void publish(String... texts) throws JMSException {
        try (Client client = stage.client()) {
            client.send(topic, texts);
        }
    }

    private void publishColoured(String colour) throws JMSException {
        try (Client client = stage.client()) {
            Message message = client.session().createTextMessage(colour);
            message.setStringProperty("colour", colour);
            client.send(topic, message);
        }
    }
}
