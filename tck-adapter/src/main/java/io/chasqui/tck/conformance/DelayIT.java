package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Messages that come later, or no more (§7.8, §7.9). */
final class DelayIT {
    private static final long DELAY_MILLIS = 1_500;
    private static final long LONG_MILLIS = 10_000;

    @Test
    void aDelayedMessageLetsOthersPassAndComesInItsTime() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("testQ2");
        try (JMSContext context = Names.connectionFactory().createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            context.createProducer().setDeliveryDelay(DELAY_MILLIS).send(queue, "later");
            context.createProducer().send(queue, "now");

            assertEquals("now", consumer.receiveBody(String.class, LONG_MILLIS));
            assertNull(consumer.receiveNoWait());
            Message later = consumer.receive(LONG_MILLIS);
            assertEquals("later", later.getBody(String.class));
            assertEquals(DELAY_MILLIS, later.getJMSDeliveryTime() - later.getJMSTimestamp());
        }
    }

    @Test
    void anExpiredMessageIsNotDelivered() throws NamingException {
        Queue queue = Names.emptyQueue("testQ2");
        try (JMSContext context = Names.connectionFactory().createContext()) {
            context.createProducer().setTimeToLive(1).send(queue, "too late");
            context.createProducer().setTimeToLive(LONG_MILLIS).send(queue, "in time");
            try (JMSConsumer other = context.createConsumer(Names.queue("testQ1"))) {
                assertNull(other.receive(50)); // time goes by
            }

            try (JMSConsumer consumer = context.createConsumer(queue)) {
                assertEquals("in time", consumer.receiveBody(String.class, LONG_MILLIS));
                assertNull(consumer.receiveNoWait());
            }
        }
    }

    @Test
    void aMessageWithoutIdentifierAndTimestampIsDelivered() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("testQ2");
        try (JMSContext context = Names.connectionFactory().createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            context.createProducer()
                    .setDisableMessageID(true)
                    .setDisableMessageTimestamp(true)
                    .send(queue, "plain");

            Message message = consumer.receive(LONG_MILLIS);
            assertNotNull(message);
            assertTrue(message.getJMSMessageID() == null
                    || message.getJMSMessageID().startsWith("ID:"));
        }
    }
}
