package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Local transactions are all or nothing, and give back in order (§6.2.7). */
final class TransactionIT {
    private static final long SHORT_MILLIS = 200;
    private static final long LONG_MILLIS = 10_000;

    @Test
    void sendsAppearTogetherWithTheCommit() throws NamingException {
        ConnectionFactory factory = Names.connectionFactory();
        Queue first = Names.emptyQueue("testQ0");
        Queue second = Names.emptyQueue("testQ1");
        try (JMSContext sender = factory.createContext(JMSContext.SESSION_TRANSACTED);
                JMSContext reader = factory.createContext();
                JMSConsumer fromFirst = reader.createConsumer(first);
                JMSConsumer fromSecond = reader.createConsumer(second)) {
            sender.createProducer().send(first, "one").send(second, "two");
            assertNull(fromFirst.receive(SHORT_MILLIS));
            assertNull(fromSecond.receive(SHORT_MILLIS));

            sender.commit();

            assertEquals("one", fromFirst.receiveBody(String.class, LONG_MILLIS));
            assertEquals("two", fromSecond.receiveBody(String.class, LONG_MILLIS));
        }
    }

    @Test
    void whatIsRolledBackComesAgainInOrderAndFlagged() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("testQ0");
        try (JMSContext context = Names.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED);
                JMSConsumer consumer = context.createConsumer(queue)) {
            for (int i = 0; i < 5; i++) {
                context.createProducer().send(queue, "text " + i);
            }
            context.commit();
            for (int i = 0; i < 3; i++) {
                assertFalse(consumer.receive(LONG_MILLIS).getJMSRedelivered());
            }

            context.createProducer().send(queue, "never");
            context.rollback();

            for (int i = 0; i < 5; i++) {
                Message message = consumer.receive(LONG_MILLIS);
                assertEquals("text " + i, message.getBody(String.class));
                assertEquals(i < 3 ? 2 : 1, message.getIntProperty("JMSXDeliveryCount"));
            }
            assertNull(consumer.receive(SHORT_MILLIS));
            context.commit();
        }
    }

    @Test
    void recoverGivesTheUnacknowledgedAgain() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("testQ0");
        try (JMSContext context = Names.connectionFactory().createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer consumer = context.createConsumer(queue)) {
            context.createProducer().send(queue, "one").send(queue, "two");
            consumer.receive(LONG_MILLIS).acknowledge();
            assertEquals("two", consumer.receiveBody(String.class, LONG_MILLIS));

            context.recover();

            Message again = consumer.receive(LONG_MILLIS);
            assertEquals("two", again.getBody(String.class));
            assertTrue(again.getJMSRedelivered());
            again.acknowledge();
        }
    }
}
