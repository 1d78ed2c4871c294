package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and properties of the provider, and what a consumer may change (§3.4, §3.5, §3.10). */
@OverBothTransports
class MessageRulesTest {
    private final Client client;
    private final Session session;
    private final Queue queue;
    private final Stage stage;

    MessageRulesTest(Stage stage) throws JMSException {
        this.stage = stage;
        client = stage.client();
        session = client.session();
        queue = stage.queue();
    }

    @AfterEach
    void closeClient() throws JMSException {
        client.close();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:7")
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void stampsTheTimeBetweenCallAndReturn(int mode) throws JMSException {
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.setDeliveryMode(mode);
            for (int i = 0; i < 20; i++) {
                Message message = session.createMessage();
                long before = System.currentTimeMillis();
                producer.send(message);
                long after = System.currentTimeMillis();

                assertThat(message.getJMSTimestamp()).isBetween(before, after);
            }
        }
    }

    @Test
    @Assertion("JMS:SPEC:246.11")
    void setsTheDeliveryTime() throws JMSException {
        Message sent = session.createMessage();
        sent.setJMSDeliveryTime(1);

        Message received = client.roundTrip(queue, sent);

        assertThat(sent.getJMSDeliveryTime()).isEqualTo(sent.getJMSTimestamp());
        assertThat(received.getJMSDeliveryTime()).isEqualTo(sent.getJMSTimestamp());
    }

    @Test
    @Assertion("JMS:SPEC:19")
    void sendsThePropertiesThatWereSetBefore() throws JMSException {
        Message sent = session.createMessage();
        sent.setIntProperty("before", 1);
        sent.setIntProperty("changed", 1);
        client.send(queue, sent);
        sent.setIntProperty("after", 2);
        sent.setIntProperty("changed", 2);

        Message received = client.inbox(queue).next();
        assertThat(received.getIntProperty("before")).isEqualTo(1);
        assertThat(received.getIntProperty("changed")).isEqualTo(1);
        assertThat(received.propertyExists("after")).isFalse();
    }

    @ParameterizedTest
    @Assertion("JMS:SPEC:23")
    @ValueSource(strings = {"twelve", "", "1 2", "0x", "1,5", "12e"})
    void convertsToNumbersOnlyWhatIsOne(String text) throws JMSException {
        Message sent = session.createMessage();
        sent.setStringProperty("text", text);

        Message received = client.roundTrip(queue, sent);

        assertThatThrownBy(() -> received.getByteProperty("text")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getShortProperty("text")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getIntProperty("text")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getLongProperty("text")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getFloatProperty("text")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> received.getDoubleProperty("text")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    @Assertion({"JMS:SPEC:25", "JMS:SPEC:26", "JMS:SPEC:88"})
    void takesEightClassesAsProperties() throws JMSException {
        List<Object> accepted = List.of(true, (byte) 1, (short) 2, 3, 4L, 5.5f, 6.25, "seven");
        Message sent = session.createMessage();
        for (Object value : accepted) {
            sent.setObjectProperty("p" + value.getClass().getSimpleName(), value);
        }
        for (Object other : List.of(new byte[1], 'c', List.of(1), new Object())) {
            assertThatThrownBy(() -> sent.setObjectProperty("other", other)).isInstanceOf(MessageFormatException.class);
        }

        Message received = client.roundTrip(queue, sent);

        for (Object value : accepted) {
            assertThat(received.getObjectProperty("p" + value.getClass().getSimpleName()))
                    .isEqualTo(value);
        }
        assertThat(received.getObjectProperty("other")).isNull();
    }

    @Test
    @Assertion({"JMS:SPEC:31", "JMS:SPEC:32"})
    void namesTheSupportedProperties() throws JMSException {
        List<String> names = names(client.connection().getMetaData().getJMSXPropertyNames());

        assertThat(names)
                .containsExactlyInAnyOrder("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount", "JMSXRcvTimestamp");
    }

    @Test
    @Assertion({"JMS:SPEC:32", "JMS:SPEC:34.4", "JMS:SPEC:34.5"})
    void carriesTheGroupThatTheClientNames() throws JMSException {
        Message sent = session.createTextMessage("grouped");
        sent.setStringProperty("JMSXGroupID", "orders");
        sent.setIntProperty("JMSXGroupSeq", 3);
        client.send(queue, sent);

        try (Inbox inbox = client.inbox(queue, "JMSXGroupID = 'orders' AND JMSXGroupSeq = 3")) {
            Message received = inbox.next();
            assertThat(received.getObjectProperty("JMSXGroupID")).isEqualTo("orders");
            assertThat(received.getObjectProperty("JMSXGroupSeq")).isEqualTo(3);
        }
    }

    @Test
    @Assertion({"JMS:SPEC:33", "JMS:SPEC:34.3"})
    void showsTheNumberOfDeliveriesToTheConsumerOnly() throws JMSException {
        Message sent = session.createTextMessage("counted");

        Message received = client.roundTrip(queue, sent);

        assertThat(received.getObjectProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(names(received.getPropertyNames())).containsExactly("JMSXDeliveryCount");
        assertThat(names(sent.getPropertyNames())).isEmpty();
        assertThat(sent.propertyExists("JMSXDeliveryCount")).isFalse();
    }

    @Test
    @Assertion("JMS:SPEC:70")
    void letsHeadersOfAReceivedMessageBeChanged() throws JMSException {
        Message received = client.roundTrip(queue, session.createTextMessage("a"));
        Queue other = stage.queue();

        received.setJMSMessageID("ID:changed");
        received.setJMSTimestamp(1);
        received.setJMSCorrelationID("changed");
        received.setJMSReplyTo(other);
        received.setJMSDestination(other);
        received.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        received.setJMSRedelivered(true);
        received.setJMSType("changed");
        received.setJMSExpiration(2);
        received.setJMSDeliveryTime(3);
        received.setJMSPriority(9);

        assertThat(received.getJMSMessageID()).isEqualTo("ID:changed");
        assertThat(received.getJMSTimestamp()).isEqualTo(1);
        assertThat(received.getJMSCorrelationID()).isEqualTo("changed");
        assertThat(received.getJMSReplyTo()).isEqualTo(other);
        assertThat(received.getJMSDestination()).isEqualTo(other);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(received.getJMSType()).isEqualTo("changed");
        assertThat(received.getJMSExpiration()).isEqualTo(2);
        assertThat(received.getJMSDeliveryTime()).isEqualTo(3);
        assertThat(received.getJMSPriority()).isEqualTo(9);
    }

    @Test
    @Assertion("JMS:SPEC:71")
    void bringsTheOriginalAgainWhateverTheConsumerDidToIt() throws JMSException {
        TextMessage text = session.createTextMessage("original");
        text.setStringProperty("state", "original");
        text.setJMSType("original");
        client.send(queue, text);
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeInt(66);
        client.send(queue, bytes);
        try (Client reader = stage.client(Session.CLIENT_ACKNOWLEDGE);
                Inbox inbox = reader.inbox(queue)) {
            TextMessage first = (TextMessage) inbox.next();
            BytesMessage second = (BytesMessage) inbox.next();
            first.clearBody();
            first.setText("changed");
            first.clearProperties();
            first.setStringProperty("state", "changed");
            first.setJMSType("changed");
            second.clearBody();
            second.writeInt(77);
            reader.session().recover();

            TextMessage again = (TextMessage) inbox.next();
            assertThat(again.getText()).isEqualTo("original");
            assertThat(again.getStringProperty("state")).isEqualTo("original");
            assertThat(again.getJMSType()).isEqualTo("original");
            assertThat(again.getJMSRedelivered()).isTrue();
            assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
            BytesMessage bytesAgain = (BytesMessage) inbox.next();
            assertThat(bytesAgain.readInt()).isEqualTo(66);
            bytesAgain.acknowledge();
        }
    }

    @Test
    @Assertion("JMS:SPEC:86.1")
    void writesNoNullIntoBytes() throws JMSException {
        BytesMessage message = session.createBytesMessage();

        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
    }

    private static List<String> names(Enumeration<?> enumeration) {
        List<String> names = new ArrayList<>();
        Collections.list(enumeration).forEach(each -> names.add((String) each));
        return names;
    }
}
