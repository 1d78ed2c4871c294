package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with a time to live end when it is over, wherever they are by then (§3.4.9). */
@OverBothTransports
class ExpiryTest {
    private static final long SHORT_MILLIS = 20;
    private static final long LONG_MILLIS = 3_600_000;

    private final Stage stage;
    private final Queue queue;

    ExpiryTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void dropsWhatExpiresInAQueue(int deliveryMode) throws JMSException {
        try (Client client = stage.client()) {
            long expiration = send(client, queue, "short", deliveryMode, SHORT_MILLIS);
            send(client, queue, "long", deliveryMode, LONG_MILLIS);
            send(client, queue, "ever", deliveryMode, 0);
            pass(client, expiration);

            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.texts(2)).containsExactly("long", "ever");
                assertThat(inbox.rest()).isEmpty();
            }
        }
    }

    @Test
    void dropsWhatExpiresOnItsWayToAReceiver() throws JMSException {
        try (Client reader = stage.client();
                Client sender = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            reader.connection().stop();
            long expiration = send(sender, queue, "short", DeliveryMode.NON_PERSISTENT, SHORT_MILLIS);
            send(sender, queue, "ever", DeliveryMode.NON_PERSISTENT, 0);
            pass(sender, expiration);
            reader.connection().start();

            assertThat(inbox.text()).isEqualTo("ever");
            assertThat(inbox.rest()).isEmpty();
        }
        assertThat(Leftover.in(stage, queue)).isEmpty();
    }

    @Test
    void dropsWhatExpiresBeforeItsTransactionIsCommitted() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client watch = stage.client()) {
            long expiration = send(client, queue, "short", DeliveryMode.PERSISTENT, SHORT_MILLIS);
            send(client, queue, "ever", DeliveryMode.PERSISTENT, 0);
            pass(watch, expiration);
            client.session().commit();
        }
        assertThat(Leftover.in(stage, queue)).containsExactly("ever:1");
    }

    @Test
    void dropsWhatExpiresWhileItIsRolledBack() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client watch = stage.client();
                Inbox inbox = client.inbox(queue)) {
            long expiration = send(watch, queue, "short", DeliveryMode.PERSISTENT, 2_000);
            assertThat(inbox.text()).isEqualTo("short");
            pass(watch, expiration);
            client.session().rollback();

            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    @Assertion("JMS:SPEC:154")
    void dropsWhatExpiresInADurableSubscription() throws JMSException {
        Topic topic = stage.topic();
        try (Client subscriber = stage.identified("expiry", Session.AUTO_ACKNOWLEDGE)) {
            subscriber.durable(topic, "news").close();
            long expiration = send(subscriber, topic, "short", DeliveryMode.PERSISTENT, SHORT_MILLIS);
            send(subscriber, topic, "ever", DeliveryMode.PERSISTENT, 0);
            pass(subscriber, expiration);

            try (Inbox inbox = subscriber.durable(topic, "news")) {
                assertThat(inbox.text()).isEqualTo("ever");
                assertThat(inbox.rest()).isEmpty();
            }
            subscriber.session().unsubscribe("news");
        }
    }

    private static long send(Client client, Destination destination, String text, int mode, long timeToLiveMillis)
            throws JMSException {
        Message message = client.session().createTextMessage(text);
        try (MessageProducer producer = client.session().createProducer(destination)) {
            producer.send(message, mode, 4, timeToLiveMillis);
        }
        return message.getJMSExpiration();
    }

    /** Returns when messages are stamped with a later time than the given one. */
    private void pass(Client client, long timeMillis) throws JMSException {
        Queue probes = stage.queue();
        try (Inbox probe = client.inbox(probes)) {
            Message sent = client.session().createMessage();
            client.send(probes, sent);
            while (probe.next().getJMSTimestamp() <= timeMillis) {
                assertThat(probe.consumer().receive(SHORT_MILLIS)).isNull();
                client.send(probes, sent);
            }
        }
    }
}
