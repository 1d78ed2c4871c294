package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;

/** The interfaces of JMS 1.0 for queues and for topics alone (§2.9). */
@OverBothTransports
class DomainTest {
    private final Stage stage;
    private final Queue queue;
    private final Topic topic;

    DomainTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
        this.topic = stage.topic();
    }

    @Test
    @Assertion({"JMS:SPEC:146", "JMS:SPEC:195"})
    void sendsAndReceivesThroughQueues() throws JMSException {
        try (QueueConnection connection = stage.factory().createQueueConnection();
                QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueSender sender = session.createSender(queue);
                QueueSender free = session.createSender(null);
                QueueReceiver receiver = session.createReceiver(queue, "number > 0")) {
            connection.start();
            sender.send(session.createTextMessage("left"));
            var chosen = session.createTextMessage("chosen");
            chosen.setIntProperty("number", 1);
            free.send(queue, chosen);

            assertThat(new Inbox(receiver).rest()).containsExactly("chosen");
            assertThat(receiver.getQueue()).isEqualTo(queue);
            assertThat(sender.getQueue()).isEqualTo(queue);
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("left:1");
    }

    @Test
    @Assertion({"JMS:SPEC:158", "JMS:SPEC:196"})
    void publishesAndSubscribesThroughTopics() throws JMSException {
        try (TopicConnection connection = stage.factory().createTopicConnection();
                TopicSession session = connection.createTopicSession(true, Session.SESSION_TRANSACTED);
                TopicPublisher publisher = session.createPublisher(topic);
                TopicPublisher free = session.createPublisher(null);
                TopicSubscriber subscriber = session.createSubscriber(topic)) {
            connection.start();
            publisher.publish(session.createTextMessage("a"));
            free.publish(topic, session.createTextMessage("b"));
            session.commit();

            assertThat(new Inbox(subscriber).texts(2)).containsExactly("a", "b");
            assertThat(subscriber.getTopic()).isEqualTo(topic);
            assertThat(subscriber.getNoLocal()).isFalse();
            assertThat(publisher.getTopic()).isEqualTo(topic);
            session.commit();
        }
    }

    @Test
    void subscribesDurablyThroughTopics() throws JMSException {
        try (TopicConnection connection = stage.factory().createTopicConnection()) {
            connection.setClientID(stage.freshName("client"));
            connection.start();
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createDurableSubscriber(topic, "news").close();
            session.createPublisher(topic).publish(session.createTextMessage("a"));
            TopicSubscriber subscriber = session.createDurableSubscriber(topic, "news", null, false);

            assertThat(new Inbox(subscriber).text()).isEqualTo("a");
            subscriber.close();
            session.unsubscribe("news");
        }
    }

    @Test
    @Assertion({
        "JMS:SPEC:185",
        "JMS:SPEC:185.2",
        "JMS:SPEC:185.3",
        "JMS:SPEC:185.4",
        "JMS:SPEC:185.5",
        "JMS:SPEC:185.6",
        "JMS:SPEC:185.7",
        "JMS:SPEC:185.8",
        "JMS:SPEC:185.9",
        "JMS:SPEC:185.10"
    })
    void keepsTheDomainsApart() throws JMSException {
        try (QueueConnection queues = stage.factory().createQueueConnection();
                TopicConnection topics = stage.factory().createTopicConnection()) {
            QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);

            assertThatThrownBy(() -> queueSession.createTopic("t")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(queueSession::createTemporaryTopic).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createDurableSubscriber(topic, "d"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createDurableConsumer(topic, "d"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createSharedConsumer(topic, "d"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createSharedDurableConsumer(topic, "d"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.unsubscribe("d")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> topicSession.createQueue("q")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(topicSession::createTemporaryQueue).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> topicSession.createBrowser(queue)).isInstanceOf(IllegalStateException.class);
        }
    }
}
