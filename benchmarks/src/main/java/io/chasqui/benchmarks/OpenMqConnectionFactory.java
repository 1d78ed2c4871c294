package io.chasqui.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;

/**
 * The connection factory of Eclipse OpenMQ with a constructor that takes the URL, as those of the other providers have. Its
 * jars come from its distribution and are not there when this is compiled, so the class is made by its name.
 */
final class OpenMqConnectionFactory implements ConnectionFactory {

    private static final String FACTORY = "com.sun.messaging.ConnectionFactory";

    private final ConnectionFactory factory;

    /**
     * Makes one.
     *
     * @param url address of the broker's service, for instance {@code mqtcp://127.0.0.1:7677/jms}
     * @throws ReflectiveOperationException when the jars of OpenMQ are not on the class path
     */
    public OpenMqConnectionFactory(String url) throws ReflectiveOperationException {
        factory = Class.forName(FACTORY)
                .asSubclass(ConnectionFactory.class)
                .getConstructor()
                .newInstance();
        factory.getClass().getMethod("setProperty", String.class, String.class).invoke(factory, "imqAddressList", url);
    }

    @Override
    public Connection createConnection() throws JMSException {
        return factory.createConnection();
    }

    @Override
    public Connection createConnection(String userName, String password) throws JMSException {
        return factory.createConnection(userName, password);
    }

    @Override
    public JMSContext createContext() {
        return factory.createContext();
    }

    @Override
    public JMSContext createContext(String userName, String password) {
        return factory.createContext(userName, password);
    }

    @Override
    public JMSContext createContext(String userName, String password, int sessionMode) {
        return factory.createContext(userName, password, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return factory.createContext(sessionMode);
    }
}
