package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Messages that lie in a queue, sent in transactions of 1,000 because how they got there is not measured. */
final class Backlog {

    private static final int TRANSACTION_MESSAGES = 1_000;
    private static final String CORRELATION = "nobody";

    private Backlog() {}

    /** Fills a queue with persistent messages that match no correlation selector. */
    static void fill(ConnectionFactory factory, String queue, int messages, int bodyBytes) throws JMSException {
        var body = new MessageBody(bodyBytes);
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (int number = 0; number < messages; number++) {
                BytesMessage message = session.createBytesMessage();
                message.setJMSCorrelationID(CORRELATION);
                body.writeTo(message, 0, number, System.nanoTime());
                producer.send(message);
                if ((number + 1) % TRANSACTION_MESSAGES == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }
}
