package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;

/** {@code noLocal} (§8.3.1, §8.3.3): what a connection publishes stays out of its own subscription. */
@OverBothTransports
class NoLocalTest {
    private static final String NAME = "log";

    private final Stage stage;
    private final Topic topic;

    NoLocalTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.topic = stage.topic();
    }

    @Test
    @Assertion({"JMS:SPEC:161", "JMS:SPEC:267"})
    void leavesOutWhatTheOwnConnectionPublishes() throws JMSException {
        try (Client client = stage.client();
                Client other = stage.client();
                Session second = client.connection().createSession()) {
            Inbox inbox = new Inbox(client.session().createConsumer(topic, "TRUE", true));
            Inbox foreign = new Inbox(other.session().createConsumer(topic, null, true));
            Inbox open = client.inbox(topic);
            client.send(topic, "own");
            second.createProducer(topic).send(second.createTextMessage("own too"));
            other.send(topic, "foreign");

            assertThat(inbox.rest()).containsExactly("foreign");
            assertThat(foreign.rest()).containsExactly("own", "own too");
            assertThat(open.rest()).containsExactly("own", "own too", "foreign");
        }
    }

    @Test
    void leavesOutWhatTheOwnConnectionCommits() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client other = stage.client()) {
            Inbox inbox = new Inbox(client.session().createConsumer(topic, null, true));
            client.send(topic, "own");
            client.session().commit();
            other.send(topic, "foreign");

            assertThat(inbox.text()).isEqualTo("foreign");
            client.session().commit();
        }
    }

    @Test
    void leavesOutWhatTheOwnerOfADurableSubscriptionPublishes() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client client = stage.identified(identifier, Session.AUTO_ACKNOWLEDGE)) {
            durable(client).close();
        }
        try (Client again = stage.identified(identifier, Session.AUTO_ACKNOWLEDGE);
                Client other = stage.client()) {
            again.send(topic, "own on another connection");
            other.send(topic, "foreign");
            Inbox inbox = durable(again);

            assertThat(inbox.rest()).containsExactly("foreign");
        }
    }

    @Test
    void startsADurableSubscriptionAnewWhenItChanges() throws JMSException {
        try (Client client = stage.identified(stage.freshName("client"), Session.AUTO_ACKNOWLEDGE);
                Client other = stage.client()) {
            client.durable(topic, NAME).close();
            other.send(topic, "old");

            Inbox inbox = durable(client);
            other.send(topic, "new");

            assertThat(inbox.rest()).containsExactly("new");
        }
    }

    @Test
    void isThereForTopicSubscribers() throws JMSException {
        try (TopicConnection connection = stage.factory().createTopicConnection();
                Client other = stage.client()) {
            connection.setClientID(stage.freshName("client"));
            connection.start();
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSubscriber plain = session.createSubscriber(topic, null, true);
            TopicSubscriber durable = session.createDurableSubscriber(topic, NAME, null, true);
            session.createPublisher(topic).publish(session.createTextMessage("own"));
            other.send(topic, "foreign");

            assertThat(new Inbox(plain).rest()).containsExactly("foreign");
            assertThat(new Inbox(durable).rest()).containsExactly("foreign");
            assertThat(plain.getNoLocal()).isTrue();
            assertThat(durable.getNoLocal()).isTrue();
        }
    }

    @Test
    void isThereInTheSimplifiedInterface() {
        try (JMSContext context = stage.factory().createContext();
                JMSContext other = stage.factory().createContext()) {
            context.setClientID(stage.freshName("client"));
            JMSConsumer plain = context.createConsumer(topic, null, true);
            JMSConsumer durable = context.createDurableConsumer(topic, NAME, null, true);
            context.createProducer().send(topic, "own");
            other.createProducer().send(topic, "foreign");

            assertThat(plain.receiveBody(String.class, Inbox.PATIENCE_MILLIS)).isEqualTo("foreign");
            assertThat(durable.receiveBody(String.class, Inbox.PATIENCE_MILLIS)).isEqualTo("foreign");
            assertThat(plain.receiveNoWait()).isNull();
            assertThat(durable.receiveNoWait()).isNull();
        }
    }

    @Test
    void meansNothingForAQueue() throws JMSException {
        Queue queue = stage.queue();
        try (Client client = stage.client()) {
            MessageConsumer consumer = client.session().createConsumer(queue, null, true);
            client.send(queue, "own");

            assertThat(new Inbox(consumer).text()).isEqualTo("own");
        }
    }

    private Inbox durable(Client client) throws JMSException {
        return new Inbox(client.session().createDurableConsumer(topic, NAME, null, true));
    }
}
