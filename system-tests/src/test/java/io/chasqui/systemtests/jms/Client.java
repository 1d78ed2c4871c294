package io.chasqui.systemtests.jms;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/**
 * A connection and one session on it, with the calls that most tests need.
 *
 * @param connection closed together with the client
 * @param session the one session
 */
record Client(Connection connection, Session session) implements AutoCloseable {
    /** Sends persistent texts, one message each. */
    void send(Destination destination, String... texts) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    /** Sends a message persistently. */
    void send(Destination destination, Message message) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            producer.send(message);
        }
    }

    /** Sends non-persistent texts: the prefix and a number from 0 on. */
    void sendMany(Destination destination, String prefix, int count) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < count; i++) {
                producer.send(session.createTextMessage(prefix + i));
            }
        }
    }

    /** What arrives at a new consumer. */
    Inbox inbox(Destination destination) throws JMSException {
        return new Inbox(session.createConsumer(destination));
    }

    /** What arrives at a new consumer with a selector. */
    Inbox inbox(Destination destination, String selector) throws JMSException {
        return new Inbox(session.createConsumer(destination, selector));
    }

    /** What arrives at a durable subscription. */
    Inbox durable(Topic topic, String name) throws JMSException {
        return new Inbox(session.createDurableConsumer(topic, name));
    }

    /** Sends a message through the broker and returns how it arrives; its queue should be empty. */
    Message roundTrip(Destination queue, Message message) throws JMSException {
        send(queue, message);
        try (Inbox inbox = inbox(queue)) {
            return inbox.next();
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
