package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What arrives at a consumer.
 *
 * @param consumer without listener
 */
record Inbox(MessageConsumer consumer) implements AutoCloseable {
    /** How long a test waits for what has to come. */
    static final long PATIENCE_MILLIS = 30_000;

    /** The next message, which has to come. */
    Message next() throws JMSException {
        Message message = consumer.receive(PATIENCE_MILLIS);
        assertThat(message).as("the next message").isNotNull();
        return message;
    }

    /** The text of the next message, which has to come. */
    String text() throws JMSException {
        return textOf(next());
    }

    /** The texts of the next messages, which have to come. */
    List<String> texts(int count) throws JMSException {
        return textsOf(next(count));
    }

    /** The next messages, which have to come. */
    List<Message> next(int count) throws JMSException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    /** The texts of all messages that the broker has for the consumer right now. */
    List<String> rest() throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
            texts.add(textOf(message));
        }
        return texts;
    }

    @Override
    public void close() throws JMSException {
        consumer.close();
    }

    static String textOf(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }

    static List<String> textsOf(List<Message> messages) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            texts.add(textOf(message));
        }
        return texts;
    }

    /** How each message is presented: its text, its number of deliveries, and {@code !} if it is flagged as redelivered. */
    static List<String> presentations(List<Message> messages) throws JMSException {
        List<String> all = new ArrayList<>();
        for (Message message : messages) {
            String flag = message.getJMSRedelivered() ? "!" : "";
            all.add(textOf(message) + ":" + message.getIntProperty("JMSXDeliveryCount") + flag);
        }
        return all;
    }
}
