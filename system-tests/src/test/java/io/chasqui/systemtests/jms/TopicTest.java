package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Topics and non-durable subscriptions: each subscriber gets each message from its beginning on (§4.2, §8.3.1). */
@OverBothTransports
class TopicTest {
    private final Stage stage;
    private final Topic topic;

    TopicTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.topic = stage.topic();
    }

    @Test
    @Assertion({"JMS:SPEC:126", "JMS:SPEC:162", "JMS:SPEC:268"})
    void givesEachMessageToEachSubscriber() throws JMSException {
        List<String> expected =
                IntStream.range(0, 300).mapToObj(i -> "text" + i).toList();
        try (Client publisher = stage.client();
                Client one = stage.client();
                Client two = stage.client();
                Inbox first = one.inbox(topic);
                Inbox second = two.inbox(topic);
                Inbox third = two.inbox(topic)) {
            publisher.sendMany(topic, "text", 300);

            assertThat(first.texts(300)).isEqualTo(expected);
            assertThat(second.texts(300)).isEqualTo(expected);
            assertThat(third.texts(300)).isEqualTo(expected);
        }
    }

    @Test
    @Assertion({"JMS:SPEC:152", "JMS:SPEC:266"})
    void forgetsWhatWasPublishedWithoutSubscriber() throws JMSException {
        try (Client client = stage.client()) {
            client.send(topic, "before");
            Inbox inbox = client.inbox(topic);
            client.send(topic, "during");
            assertThat(inbox.rest()).containsExactly("during");
            inbox.close();
            client.send(topic, "after");

            try (Inbox late = client.inbox(topic)) {
                assertThat(late.rest()).isEmpty();
            }
        }
    }

    @Test
    void collectsForASubscriberThatIsNotStarted() throws JMSException {
        try (Client subscriber = stage.stoppedClient(Session.AUTO_ACKNOWLEDGE);
                Client publisher = stage.client();
                Inbox inbox = subscriber.inbox(topic)) {
            publisher.send(topic, "a", "b");
            subscriber.connection().start();

            assertThat(inbox.texts(2)).containsExactly("a", "b");
        }
    }

    @Test
    @Assertion("JMS:SPEC:162")
    void bringsBackToASubscriberWhatItRolledBack() throws JMSException {
        try (Client publisher = stage.client();
                Client one = stage.client(Session.SESSION_TRANSACTED);
                Client two = stage.client(Session.SESSION_TRANSACTED);
                Inbox first = one.inbox(topic);
                Inbox second = two.inbox(topic)) {
            publisher.send(topic, "a", "b");
            assertThat(first.texts(2)).containsExactly("a", "b");
            assertThat(second.text()).isEqualTo("a");
            one.session().rollback();
            two.session().commit();

            assertThat(Inbox.presentations(first.next(2))).containsExactly("a:2!", "b:2!");
            assertThat(Inbox.presentations(second.next(1))).containsExactly("b:1");
        }
    }

    @Test
    @Assertion("JMS:SPEC:167")
    void recoversASubscriber() throws JMSException {
        try (Client publisher = stage.client();
                Client subscriber = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = subscriber.inbox(topic)) {
            publisher.send(topic, "a", "b", "c");
            inbox.next().acknowledge();
            assertThat(inbox.text()).isEqualTo("b");
            subscriber.session().recover();

            assertThat(Inbox.presentations(inbox.next(2))).containsExactly("b:2!", "c:1");
        }
    }

    @Test
    void publishesWhenTheTransactionIsCommitted() throws JMSException {
        try (Client publisher = stage.client(Session.SESSION_TRANSACTED);
                Client subscriber = stage.client();
                Inbox inbox = subscriber.inbox(topic)) {
            publisher.send(topic, "a");
            publisher.session().rollback();
            publisher.send(topic, "b");
            assertThat(inbox.rest()).isEmpty();
            publisher.session().commit();

            assertThat(inbox.texts(1)).containsExactly("b");
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    void reachesSubscribersOfItsOwnSession() throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(topic)) {
            client.send(topic, "to myself");

            assertThat(inbox.text()).isEqualTo("to myself");
        }
    }

    @Test
    void keepsTopicsApart() throws JMSException {
        Topic other = stage.topic();
        try (Client client = stage.client();
                Inbox inbox = client.inbox(topic)) {
            client.send(other, "elsewhere");
            client.send(topic, "here");

            assertThat(inbox.text()).isEqualTo("here");
            assertThat(inbox.rest()).isEmpty();
        }
    }
}
