package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message is not delivered before its delivery time (§3.4.13, §7.9). */
@OverBothTransports
class DeliveryDelayTest {
    private static final long SHORT_MILLIS = 300;
    private static final long LONG_MILLIS = 3_600_000;

    private final Stage stage;
    private final Queue queue;

    DeliveryDelayTest(Stage stage) throws JMSException {
        this.stage = stage;
        this.queue = stage.queue();
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Assertion({"JMS:SPEC:256", "JMS:SPEC:261"})
    void deliversAtTheDeliveryTime(int deliveryMode) throws JMSException {
        try (Client client = stage.client();
                Inbox inbox = client.inbox(queue)) {
            Message sent = send(client, queue, deliveryMode, SHORT_MILLIS);

            assertThat(sent.getJMSDeliveryTime()).isEqualTo(sent.getJMSTimestamp() + SHORT_MILLIS);
            Message early = inbox.consumer().receiveNoWait();
            Message received = inbox.next();
            Message probe = client.roundTrip(stage.queue(), client.session().createMessage());
            assertThat(early).isNull();
            assertThat(received.getJMSDeliveryTime()).isEqualTo(sent.getJMSDeliveryTime());
            assertThat(probe.getJMSTimestamp())
                    .as("broker time after the receipt")
                    .isGreaterThanOrEqualTo(sent.getJMSDeliveryTime());
        }
    }

    @Test
    void letsLaterMessagesPass() throws JMSException {
        try (Client client = stage.client()) {
            send(client, queue, DeliveryMode.PERSISTENT, LONG_MILLIS);
            client.send(queue, "now");

            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.text()).isEqualTo("now");
                assertThat(inbox.rest()).isEmpty();
            }
        }
    }

    @Test
    void countsFromTheSendInATransaction() throws JMSException {
        try (Client client = stage.client(Session.SESSION_TRANSACTED);
                Client reader = stage.client();
                Inbox inbox = reader.inbox(queue)) {
            Message sent = send(client, queue, DeliveryMode.PERSISTENT, SHORT_MILLIS);
            assertThat(inbox.consumer().receive(SHORT_MILLIS)).isNull();
            client.session().commit();

            assertThat(inbox.next().getJMSDeliveryTime()).isEqualTo(sent.getJMSDeliveryTime());
        }
    }

    @Test
    void stampsTheSendTimeWithoutADelay() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue)) {
            Message stamped = client.session().createMessage();
            producer.send(stamped);
            producer.setDisableMessageTimestamp(true);
            Message unstamped = client.session().createMessage();
            producer.send(unstamped);

            assertThat(stamped.getJMSDeliveryTime()).isEqualTo(stamped.getJMSTimestamp());
            assertThat(unstamped.getJMSDeliveryTime()).isGreaterThanOrEqualTo(stamped.getJMSDeliveryTime());
            try (Inbox inbox = client.inbox(queue)) {
                assertThat(inbox.next().getJMSDeliveryTime()).isEqualTo(stamped.getJMSDeliveryTime());
                assertThat(inbox.next().getJMSDeliveryTime()).isEqualTo(unstamped.getJMSDeliveryTime());
            }
        }
    }

    @Test
    void refusesANegativeDelay() throws JMSException {
        try (Client client = stage.client();
                MessageProducer producer = client.session().createProducer(queue);
                JMSContext context = stage.factory().createContext()) {
            assertThatThrownBy(() -> producer.setDeliveryDelay(-1))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("-1");
            assertThatThrownBy(() -> context.createProducer().setDeliveryDelay(-1))
                    .isInstanceOf(JMSRuntimeException.class)
                    .hasMessageContaining("-1");
            producer.setDeliveryDelay(5);
            assertThat(producer.getDeliveryDelay()).isEqualTo(5);
        }
    }

    private static Message send(Client client, Destination destination, int mode, long delayMillis)
            throws JMSException {
        Message message = client.session().createTextMessage("delayed");
        try (MessageProducer producer = client.session().createProducer(destination)) {
            producer.setDeliveryDelay(delayMillis);
            producer.send(message, mode, 4, 0);
        }
        return message;
    }
}
