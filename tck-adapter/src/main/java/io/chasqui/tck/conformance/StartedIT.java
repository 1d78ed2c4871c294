package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Only started connections get messages (§6.1.1). */
final class StartedIT {
    private static final long SHORT_MILLIS = 200;
    private static final long LONG_MILLIS = 10_000;
    private static final int MESSAGES = 20;

    @Test
    void aConnectionThatWasNeverStartedTakesNothingFromOthers() throws NamingException, JMSException {
        ConnectionFactory factory = Names.connectionFactory();
        Queue queue = Names.emptyQueue("MY_QUEUE");
        try (Connection silent = factory.createConnection();
                Session session = silent.createSession();
                MessageConsumer waiting = session.createConsumer(queue);
                JMSContext context = factory.createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            for (int i = 0; i < MESSAGES; i++) {
                context.createProducer().send(queue, "text " + i);
            }

            for (int i = 0; i < MESSAGES; i++) {
                assertEquals("text " + i, consumer.receiveBody(String.class, LONG_MILLIS));
            }
            assertNull(waiting.receive(SHORT_MILLIS));
        }
    }

    @Test
    void aStoppedConnectionHoldsBackAndGoesOn() throws NamingException, JMSException {
        Queue queue = Names.emptyQueue("MY_QUEUE");
        try (Connection connection = Names.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            connection.start();
            session.createProducer(queue).send(session.createTextMessage("first"));
            assertEquals("first", consumer.receive(LONG_MILLIS).getBody(String.class));

            connection.stop();
            session.createProducer(queue).send(session.createTextMessage("second"));
            assertNull(consumer.receive(SHORT_MILLIS));
            connection.start();
            assertEquals("second", consumer.receive(LONG_MILLIS).getBody(String.class));
        }
    }
}
