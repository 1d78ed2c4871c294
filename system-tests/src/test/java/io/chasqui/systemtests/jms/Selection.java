package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;

/**
 * What selectors say about one message.
 *
 * @param stage the broker that is asked
 * @param client who sends and receives
 * @param message sent anew for each question; it keeps its headers and properties
 */
record Selection(Stage stage, Client client, Message message) {
    /** A message with properties of each type and the client that asks about it. */
    static Selection of(Stage stage) throws JMSException {
        Client client = stage.client();
        Session session = client.session();
        Message message = session.createTextMessage("chosen");
        message.setBooleanProperty("yes", true);
        message.setBooleanProperty("no", false);
        message.setByteProperty("byte7", (byte) 7);
        message.setShortProperty("short7", (short) 7);
        message.setIntProperty("int7", 7);
        message.setIntProperty("intMax", Integer.MAX_VALUE);
        message.setLongProperty("long7", 7);
        message.setFloatProperty("float2_5", 2.5f);
        message.setDoubleProperty("double2_5", 2.5);
        message.setStringProperty("text", "seven");
        message.setStringProperty("digits", "7");
        return new Selection(stage, client, message);
    }

    /** Whether a consumer with the selector gets the message. */
    boolean matches(String selector) throws JMSException {
        Queue queue = client.session().createQueue(stage.freshName("queue"));
        try (MessageProducer producer = client.session().createProducer(queue);
                Inbox inbox = client.inbox(queue, selector)) {
            producer.send(message, DeliveryMode.NON_PERSISTENT, 4, 0);
            return inbox.rest().equals(List.of("chosen"));
        }
    }

    /** What a condition evaluates to, seen through what it and its negation choose. */
    String valueOf(String condition) throws JMSException {
        boolean isTrue = matches(condition);
        boolean isFalse = matches("NOT (" + condition + ")");
        assertThat(isTrue && isFalse).as("both chosen: %s", condition).isFalse();
        if (isTrue) {
            return "TRUE";
        }
        return isFalse ? "FALSE" : "UNKNOWN";
    }
}
