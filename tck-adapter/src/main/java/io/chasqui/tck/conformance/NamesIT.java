package io.chasqui.tck.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names are bound, and connections to them know their users and their client identifier. */
final class NamesIT {
    private static final String DURABLE = "DURABLE_SUB_CONNECTION_FACTORY";

    @ParameterizedTest
    @ValueSource(strings = {"MY_QUEUE", "MY_QUEUE2", "testQ0", "testQ1", "testQ2", "testQueue2", "Q2"})
    void queuesHaveTheirPhysicalNames(String name) throws NamingException, JMSException {
        assertEquals(name, Names.queue(name).getQueueName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MY_TOPIC", "MY_TOPIC2", "testT0", "testT1", "testT2"})
    void topicsHaveTheirPhysicalNames(String name) throws NamingException, JMSException {
        assertEquals(name, Names.topic(name).getTopicName());
    }

    @Test
    void factoriesServeBothDomains() throws NamingException, JMSException {
        Names.find("MyQueueConnectionFactory", QueueConnectionFactory.class)
                .createQueueConnection()
                .close();
        Names.find("MyTopicConnectionFactory", TopicConnectionFactory.class)
                .createTopicConnection()
                .close();
        Names.find("MyTopicConnectionFactory", ConnectionFactory.class)
                .createContext()
                .close();
    }

    @Test
    void aConfiguredClientIdentifierCannotBeChanged() throws NamingException, JMSException {
        try (Connection connection =
                Names.find(DURABLE, ConnectionFactory.class).createConnection()) {
            assertEquals("cts", connection.getClientID());
            assertThrows(IllegalStateException.class, () -> connection.setClientID("another"));
        }
    }

    @Test
    void usersAreCheckedWhenTheConnectionIsMade() throws NamingException, JMSException {
        ConnectionFactory factory = Names.connectionFactory();

        factory.createConnection("j2ee", "j2ee").close();
        factory.createConnection().close();
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("invalid", "invalid"));
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("j2ee", "invalid"));
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("invalid", "invalid"));
    }
}
