package io.chasqui.systemtests.xa;

import io.chasqui.jms.ChasquiXAConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAResource;

/**
 * A connection and one XA session of an application.
 *
 * @param connection closed together with the participant
 * @param session the one session
 */
record Participant(XAConnection connection, XASession session) implements AutoCloseable {
    static final long PATIENCE_MILLIS = 30_000;

    static Participant at(String url) throws JMSException {
        XAConnection connection = new ChasquiXAConnectionFactory(url).createXAConnection();
        connection.start();
        return new Participant(connection, connection.createXASession());
    }

    XAResource resource() {
        return session.getXAResource();
    }

    void send(String queue, String text) throws JMSException {
        session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
    }

    /** The text of the next message, which has to come. */
    String receive(String queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            if (consumer.receive(PATIENCE_MILLIS) instanceof TextMessage message) {
                return message.getText();
            }
            throw new AssertionError("No text came from " + queue + ".");
        }
    }

    /** Whether nothing is there for it. */
    boolean findsNothing(String queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            return consumer.receiveNoWait() == null;
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
