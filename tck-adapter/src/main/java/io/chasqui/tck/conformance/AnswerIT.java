package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/** Requests and answers by temporary queues (§6.2.2). */
final class AnswerIT {
    private static final long LONG_MILLIS = 10_000;

    @Test
    void anAnswerFindsTheTemporaryQueueOfAnotherConnection() throws NamingException, JMSException {
        ConnectionFactory factory = Names.connectionFactory();
        Queue queue = Names.emptyQueue("testQueue2");
        try (JMSContext client = factory.createContext();
                JMSContext server = factory.createContext();
                JMSConsumer requests = server.createConsumer(queue)) {
            TemporaryQueue answers = client.createTemporaryQueue();
            JMSConsumer consumer = client.createConsumer(answers);
            client.createProducer()
                    .setJMSReplyTo(answers)
                    .setJMSCorrelationID("42")
                    .send(queue, "question");

            Message request = requests.receive(LONG_MILLIS);
            server.createProducer()
                    .setJMSCorrelationID(request.getJMSCorrelationID())
                    .send(request.getJMSReplyTo(), "answer");

            Message answer = consumer.receive(LONG_MILLIS);
            assertEquals("answer", answer.getBody(String.class));
            assertEquals("42", answer.getJMSCorrelationID());
            consumer.close();
            answers.delete();
        }
    }

    @Test
    void aTemporaryQueueBelongsToItsConnection() throws NamingException, JMSException {
        ConnectionFactory factory = Names.connectionFactory();
        try (JMSContext owner = factory.createContext();
                JMSContext stranger = factory.createContext()) {
            TemporaryQueue answers = owner.createTemporaryQueue();
            assertThrows(JMSRuntimeException.class, () -> stranger.createConsumer(answers));

            JMSConsumer consumer = owner.createConsumer(answers);
            assertThrows(JMSException.class, answers::delete);
            consumer.close();
            answers.delete();
            assertThrows(JMSRuntimeException.class, () -> owner.createConsumer(answers));
        }
    }

    @Test
    void aTemporaryQueueGoesWithItsConnection() throws NamingException, JMSException {
        ConnectionFactory factory = Names.connectionFactory();
        TemporaryQueue answers;
        try (JMSContext owner = factory.createContext()) {
            answers = owner.createTemporaryQueue();
        }
        try (var connection = factory.createConnection();
                var session = connection.createSession();
                var producer = session.createProducer(null)) {
            assertThrows(
                    InvalidDestinationException.class, () -> producer.send(answers, session.createTextMessage("late")));
        }
    }
}
