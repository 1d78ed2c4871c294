package io.chasqui.tck.conformance;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks administered objects up, with nothing but what {@code jndi.properties} says. */
final class Names {
    /** Long enough for a first message to come. */
    private static final long DRAIN_MILLIS = 100;

    private Names() {}

    static ConnectionFactory connectionFactory() throws NamingException {
        return find("MyConnectionFactory", ConnectionFactory.class);
    }

    static Queue queue(String name) throws NamingException {
        return find(name, Queue.class);
    }

    static Topic topic(String name) throws NamingException {
        return find(name, Topic.class);
    }

    /** A queue that nothing waits in. */
    static Queue emptyQueue(String name) throws NamingException {
        Queue queue = queue(name);
        try (JMSContext context = connectionFactory().createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            Message left = consumer.receive(DRAIN_MILLIS);
            while (left != null) {
                left = consumer.receiveNoWait();
            }
        }
        return queue;
    }

    // the names are constants of this suite, and the context is the one under test
    @SuppressWarnings("BanJNDI")
    static <T> T find(String name, Class<T> type) throws NamingException {
        return type.cast(new InitialContext().lookup(name));
    }
}
