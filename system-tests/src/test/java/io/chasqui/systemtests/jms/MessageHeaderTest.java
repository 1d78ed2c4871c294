package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Headers: which are set by whom, and how they arrive (Jakarta Messaging 3.1 §3.4). */
@OverBothTransports
class MessageHeaderTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private final Client client;
    private final Queue queue;
    private final Topic topic;

    MessageHeaderTest(Stage stage) throws JMSException {
        client = stage.client();
        queue = stage.queue();
        topic = stage.topic();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @Test
    @Assertion({
        "JMS:SPEC:2",
        "JMS:SPEC:3",
        "JMS:SPEC:4",
        "JMS:SPEC:15.1",
        "JMS:SPEC:15.2",
        "JMS:SPEC:16",
        "JMS:SPEC:246.1",
        "JMS:SPEC:246.2",
        "JMS:SPEC:246.3",
        "JMS:SPEC:246.4",
        "JMS:SPEC:246.5",
        "JMS:SPEC:246.6",
        "JMS:SPEC:140"
    })
    void tellsSenderAndReceiverTheSame() throws JMSException {
        Message sent = client.session().createMessage();
        try (MessageProducer producer = client.session().createProducer(queue);
                Inbox inbox = client.inbox(queue)) {
            producer.send(sent, DeliveryMode.NON_PERSISTENT, 7, HOUR_MILLIS);
            Message received = inbox.next();

            assertThat(received.getJMSMessageID()).startsWith("ID:").isEqualTo(sent.getJMSMessageID());
            assertThat(received.getJMSTimestamp()).isPositive().isEqualTo(sent.getJMSTimestamp());
            assertThat(received.getJMSExpiration())
                    .isEqualTo(sent.getJMSExpiration())
                    .isEqualTo(sent.getJMSTimestamp() + HOUR_MILLIS);
            assertThat(received.getJMSDeliveryTime())
                    .isEqualTo(sent.getJMSDeliveryTime())
                    .isEqualTo(sent.getJMSTimestamp());
            assertThat(received.getJMSDeliveryMode())
                    .isEqualTo(sent.getJMSDeliveryMode())
                    .isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(received.getJMSPriority())
                    .isEqualTo(sent.getJMSPriority())
                    .isEqualTo(7);
            assertThat(received.getJMSDestination())
                    .isEqualTo(sent.getJMSDestination())
                    .isEqualTo(queue);
        }
    }

    @Test
    @Assertion("JMS:SPEC:15.3")
    void usesTheDefaultsOfTheSpecification() throws JMSException {
        Message received = client.roundTrip(queue, client.session().createMessage());

        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.getJMSCorrelationID()).isNull();
        assertThat(received.getJMSReplyTo()).isNull();
        assertThat(received.getJMSType()).isNull();
    }

    @Test
    @Assertion({
        "JMS:SPEC:2",
        "JMS:SPEC:3",
        "JMS:SPEC:16",
        "JMS:SPEC:246.1",
        "JMS:SPEC:246.2",
        "JMS:SPEC:246.3",
        "JMS:SPEC:246.4",
        "JMS:SPEC:246.5",
        "JMS:SPEC:246.6",
        "JMS:SPEC:246.10"
    })
    void ignoresWhatTheApplicationPutsInHeadersOfTheProvider() throws JMSException {
        Message sent = client.session().createMessage();
        sent.setJMSMessageID("ID:mine");
        sent.setJMSDestination(topic);
        sent.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        sent.setJMSPriority(9);
        sent.setJMSTimestamp(1);
        sent.setJMSExpiration(1);
        sent.setJMSRedelivered(true);

        Message received = client.roundTrip(queue, sent);

        assertThat(received.getJMSMessageID()).isNotEqualTo("ID:mine");
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSTimestamp()).isGreaterThan(1);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSRedelivered()).isFalse();
    }

    @Test
    @Assertion("JMS:SPEC:140")
    void takesDefaultsFromTheProducer() throws JMSException {
        Message sent = client.session().createMessage();
        try (MessageProducer producer = client.session().createProducer(queue);
                Inbox inbox = client.inbox(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setPriority(0);
            producer.setTimeToLive(HOUR_MILLIS);
            producer.send(sent);
            Message received = inbox.next();

            assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(received.getJMSPriority()).isZero();
            assertThat(received.getJMSExpiration()).isEqualTo(sent.getJMSTimestamp() + HOUR_MILLIS);
        }
    }

    @Test
    void refusesSettingsOutOfRange() throws JMSException {
        Message message = client.session().createMessage();
        try (MessageProducer producer = client.session().createProducer(queue)) {
            assertThatThrownBy(() -> producer.setPriority(10)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer.setPriority(-1)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer.setDeliveryMode(3)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer.setTimeToLive(-1)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer.send(message, 0, 4, 0)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> producer.send(message, 2, 11, 0)).isInstanceOf(JMSException.class);
        }
        try (Inbox inbox = client.inbox(queue)) {
            assertThat(inbox.rest()).isEmpty();
        }
    }

    @Test
    @Assertion({"JMS:SPEC:12", "JMS:SPEC:14", "JMS:SPEC:246.7", "JMS:SPEC:246.8", "JMS:SPEC:246.9"})
    void carriesWhatTheApplicationSets() throws JMSException {
        Message sent = client.session().createMessage();
        sent.setJMSCorrelationID("order 66 ñ");
        sent.setJMSType("invoice");
        sent.setJMSReplyTo(topic);

        Message received = client.roundTrip(queue, sent);

        assertThat(received.getJMSCorrelationID()).isEqualTo("order 66 ñ");
        assertThat(received.getJMSType()).isEqualTo("invoice");
        assertThat(received.getJMSReplyTo()).isEqualTo(topic);
    }

    @Test
    void carriesACorrelationOfBytes() throws JMSException {
        byte[] correlation = "äöü".getBytes(StandardCharsets.UTF_8);
        Message sent = client.session().createMessage();
        sent.setJMSCorrelationIDAsBytes(correlation);

        assertThat(client.roundTrip(queue, sent).getJMSCorrelationIDAsBytes()).isEqualTo(correlation);
    }

    @Test
    @Assertion("JMS:SPEC:12")
    void answersWhereItWasAskedTo() throws JMSException {
        Message request = client.session().createTextMessage("question");
        request.setJMSReplyTo(topic);
        try (Inbox replies = client.inbox(topic)) {
            Message received = client.roundTrip(queue, request);
            Message reply = client.session().createTextMessage("answer");
            reply.setJMSCorrelationID(received.getJMSMessageID());
            client.send(received.getJMSReplyTo(), reply);
            Message answer = replies.next();

            assertThat(answer.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
            assertThat(answer.getJMSDestination()).isEqualTo(topic);
        }
    }

    @Test
    @Assertion("JMS:SPEC:5")
    void givesEachMessageItsOwnIdentifier() throws JMSException {
        Set<String> identifiers = new HashSet<>();
        Message message = client.session().createMessage();
        try (Client other = new Client(client.connection(), client.connection().createSession())) {
            for (int i = 0; i < 10; i++) {
                client.send(queue, message);
                identifiers.add(message.getJMSMessageID());
                other.send(queue, message);
                identifiers.add(message.getJMSMessageID());
            }
        }

        assertThat(identifiers).hasSize(20);
    }

    @Test
    @Assertion({"JMS:SPEC:6", "JMS:SPEC:8"})
    void leavesOutWhatTheProducerDisabled() throws JMSException {
        Message sent = client.session().createMessage();
        try (MessageProducer producer = client.session().createProducer(queue);
                Inbox inbox = client.inbox(queue)) {
            producer.setDisableMessageID(true);
            producer.setDisableMessageTimestamp(true);
            producer.send(sent);
            Message received = inbox.next();

            assertThat(received.getJMSMessageID()).isNull();
            assertThat(sent.getJMSMessageID()).isNull();
            assertThat(received.getJMSTimestamp()).isZero();
            assertThat(sent.getJMSTimestamp()).isZero();
        }
    }
}
