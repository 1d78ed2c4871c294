package io.chasqui.jndi.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing but a jndi.properties on the class path; the provider's URL comes from the command line. */
class PlainLookupTest {
    @TempDir
    private Path folder;

    private final Thread thread = Thread.currentThread();
    private final ClassLoader loaderBefore = thread.getContextClassLoader();
    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(BrokerOptions.embedded("plain", folder.resolve("data")));
        URL properties = PlainLookupTest.class.getResource("/plain/");
        thread.setContextClassLoader(new URLClassLoader(new URL[] {properties}, loaderBefore));
        System.setProperty(Context.PROVIDER_URL, "vm:plain");
    }

    @AfterEach
    void stop() {
        System.clearProperty(Context.PROVIDER_URL);
        thread.setContextClassLoader(loaderBefore);
        broker.close();
    }

    @Test
    void sendsAndReceives() throws NamingException {
        String received;

        // tag::lookup[]
        InitialContext names = new InitialContext();
        ConnectionFactory factory = (ConnectionFactory) names.lookup("jms/shop");
        Queue orders = (Queue) names.lookup("jms/orders");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(orders, "espresso");
            received = context.createConsumer(orders).receiveBody(String.class, 1_000);
        }
        // end::lookup[]

        assertThat(received).isEqualTo("espresso");
    }

    @Test
    void givesConnectionsTheConfiguredClientIdentifier() throws NamingException, JMSException {
        // tag::audit[]
        InitialContext names = new InitialContext();
        ConnectionFactory factory = (ConnectionFactory) names.lookup("jms/audit");
        Topic prices = (Topic) names.lookup("jms/prices");
        try (JMSContext context = factory.createContext()) {
            context.createDurableConsumer(prices, "log"); // of the client identifier "audit"
        }
        // end::audit[]

        try (Connection connection = factory.createConnection()) {
            assertThat(connection.getClientID()).isEqualTo("audit");
            assertThatThrownBy(() -> connection.setClientID("other")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(factory::createConnection).isInstanceOf(InvalidClientIDException.class);
        }
    }

    @Test
    void makesDestinationsThatNobodyConfigured() throws NamingException {
        // tag::dynamic[]
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "io.chasqui.jndi.ChasquiInitialContextFactory");
        environment.put(Context.PROVIDER_URL, "vm:plain");
        Context names = new InitialContext(environment);
        ConnectionFactory factory = (ConnectionFactory) names.lookup("ConnectionFactory");
        Queue orders = (Queue) names.lookup("dynamicQueues/shop.orders");
        // end::dynamic[]

        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(orders, "latte");
            assertThat(context.createConsumer(orders).receiveBody(String.class, 1_000))
                    .isEqualTo("latte");
        }
    }
}
