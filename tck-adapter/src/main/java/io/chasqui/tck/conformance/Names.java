package io.chasqui.tck.conformance;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks administered objects up, with nothing but what {@code jndi.properties} says. */
final class Names {
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

    // the names are constants of this suite, and the context is the one under test
    @SuppressWarnings("BanJNDI")
    static <T> T find(String name, Class<T> type) throws NamingException {
        return type.cast(new InitialContext().lookup(name));
    }
}
