package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topics through their own interfaces, and subscriptions that are replaced while somebody uses them (§4.2, §8.3). */
@OverBothTransports
class SubscriptionRulesTest {
    private final Stage stage;
    private final Topic topic;

    SubscriptionRulesTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.topic = stage.topic();
    }

    @Test
    @Assertion({"JMS:SPEC:242", "JMS:SPEC:196", "JMS:SPEC:158"})
    void makesSessionsThatPublishAndSubscribe() throws JMSException {
        try (TopicConnection connection = stage.factory().createTopicConnection()) {
            connection.start();
            TopicSession one = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSession two = connection.createTopicSession(true, Session.SESSION_TRANSACTED);
            TopicSubscriber first = one.createSubscriber(topic);
            TopicSubscriber second = two.createSubscriber(topic, "number = 2", false);
            TopicPublisher publisher = two.createPublisher(topic);
            for (int number = 1; number <= 2; number++) {
                Message message = two.createTextMessage("m" + number);
                message.setIntProperty("number", number);
                publisher.publish(message);
            }
            two.commit();

            assertThat(new Inbox(first).texts(2)).containsExactly("m1", "m2");
            assertThat(new Inbox(second).rest()).containsExactly("m2");
        }
    }

    @Test
    @Assertion({"JMS:SPEC:159", "JMS:SPEC:152", "JMS:SPEC:266"})
    void givesATopicSubscriberWhatIsPublishedWhileItIsActive() throws JMSException {
        try (TopicConnection connection = stage.factory().createTopicConnection();
                TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
                Client publisher = stage.client()) {
            connection.start();
            publisher.send(topic, "before");
            TopicSubscriber subscriber = session.createSubscriber(topic);
            publisher.send(topic, "during", "unread");
            assertThat(new Inbox(subscriber).text()).isEqualTo("during");
            subscriber.close();
            publisher.send(topic, "after");

            try (TopicSubscriber next = session.createSubscriber(topic)) {
                assertThat(new Inbox(next).rest()).isEmpty();
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:268")
    void makesASubscriptionForEachConsumer() throws JMSException {
        try (Client client = stage.client();
                Inbox first = client.inbox(topic);
                Inbox second = client.inbox(topic)) {
            client.send(topic, "a", "b");

            assertThat(first.texts(2)).containsExactly("a", "b");
            assertThat(second.texts(2)).containsExactly("a", "b");
        }
    }

    @Test
    @Assertion("JMS:SPEC:162")
    void givesEachSubscriptionItsOwnCopy() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client client = stage.identified(identifier, Session.CLIENT_ACKNOWLEDGE);
                Client other = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Client publisher = stage.client()) {
            Inbox durable = client.durable(topic, "news");
            Inbox choosy = other.inbox(topic, "number = 2");
            Inbox plain = other.inbox(topic);
            Inbox shared = new Inbox(other.session().createSharedConsumer(topic, "shared"));
            for (int number = 1; number <= 2; number++) {
                Message message = publisher.session().createTextMessage("m" + number);
                message.setIntProperty("number", number);
                publisher.send(topic, message);
            }

            assertThat(choosy.rest()).containsExactly("m2");
            List<Message> copies = plain.next(2);
            assertThat(shared.texts(2)).containsExactly("m1", "m2");
            copies.get(0).clearProperties();
            copies.get(1).acknowledge();
            assertThat(Inbox.presentations(durable.next(2))).containsExactly("m1:1", "m2:1");
            client.session().recover();
            List<Message> again = durable.next(2);
            assertThat(Inbox.presentations(again)).containsExactly("m1:2!", "m2:2!");
            assertThat(again.get(0).getIntProperty("number")).isEqualTo(1);
            assertThat(plain.rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:272")
    void keepsADurableSubscriptionWhileOneOfItsMessagesIsPending() throws JMSException {
        String identifier = stage.freshName("client");
        try (Client client = stage.identified(identifier, Session.SESSION_TRANSACTED);
                Client publisher = stage.client()) {
            Inbox inbox = client.durable(topic, "news");
            publisher.send(topic, "a", "b");
            assertThat(inbox.text()).isEqualTo("a");
            inbox.close();

            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, "news", "number = 1", false))
                    .as("a pending transaction")
                    .isInstanceOf(JMSException.class);
            client.session().commit();
            assertThat(client.durable(topic, "news").text()).isEqualTo("b");
        }
        try (Client client = stage.identified(identifier, Session.CLIENT_ACKNOWLEDGE)) {
            Inbox inbox = client.durable(topic, "news");
            Message pending = inbox.next();
            inbox.close();
            assertThatThrownBy(() -> client.session().createDurableConsumer(topic, "news", "number = 1", false))
                    .as("a message that is not acknowledged")
                    .isInstanceOf(JMSException.class);
            pending.acknowledge();

            client.session()
                    .createDurableConsumer(topic, "news", "number = 1", false)
                    .close();
        }
    }
}
