package io.chasqui.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** The JMS objects that a {@link StreamShape} asks for. */
final class StreamEnds {

    private static final String SUBSCRIPTION = "benchmark";

    private final StreamShape shape;

    StreamEnds(StreamShape shape) {
        this.shape = shape;
    }

    /** Queue or topic. */
    Destination destination(Session session) throws JMSException {
        return shape.durableTopic()
                ? session.createTopic(shape.destination())
                : session.createQueue(shape.destination());
    }

    /** The connection of a consumer, with an identity if it is a durable subscriber. */
    Connection consumerConnection(ConnectionFactory factory, int number) throws JMSException {
        Connection connection = factory.createConnection();
        if (shape.durableTopic()) {
            connection.setClientID("subscriber-" + number);
        }
        return connection;
    }

    /** The session of a producer or of a consumer that receives by itself. */
    Session session(Connection connection) throws JMSException {
        return shape.transacted()
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    /** The consumer with this number, from 0. */
    MessageConsumer consumer(Session session, int number) throws JMSException {
        if (shape.durableTopic()) {
            return session.createDurableSubscriber((Topic) destination(session), SUBSCRIPTION);
        }
        return shape.selecting()
                ? session.createConsumer(destination(session), StreamShape.LANE + " = " + number)
                : session.createConsumer(destination(session));
    }
}
