package io.chasqui.jms;

import io.chasqui.jms.client.ConnectionSource;
import io.chasqui.jms.client.ConnectionUrl;
import io.chasqui.jms.client.JmsConnection;
import io.chasqui.jms.context.JmsContexts;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to a Chasqui broker: to one inside this JVM, which it starts when needed, or to one behind TCP. It
 * is immutable and safe for use by many threads; connections of the same user share one physical link, so making one
 * is cheap.
 *
 * <pre>{@code
 * try (JMSContext context = new ChasquiConnectionFactory().createContext()) {
 *     context.createProducer().send(context.createQueue("greetings"), "Hello");
 * }
 * }</pre>
 */
public final class ChasquiConnectionFactory
        implements ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory {
    /** The URL of a factory made without one: a durable broker in this JVM with its data in the working directory. */
    public static final String DEFAULT_URL = "vm:chasqui?data=./chasqui-data";

    private final ConnectionSource source;

    /** A factory for the broker inside this JVM with its data under {@code ./chasqui-data}. */
    public ChasquiConnectionFactory() {
        this(DEFAULT_URL);
    }

    /**
     * A factory for the broker that the URL names: {@code vm:NAME?data=PATH&durability=disk|os|memory} or
     * {@code tcp://HOST:PORT[,HOST:PORT...]?option=value}. Options of the client are {@code user}, {@code password},
     * {@code clientId}, {@code reconnectTimeoutMillis} (60000), {@code connectTimeoutMillis} (5000),
     * {@code sendTimeoutMillis} (30000), {@code heartbeatMillis} (10000) and {@code prefetch} (1000).
     *
     * @throws IllegalArgumentException if the URL is malformed or has an unknown option; the text says what is known
     */
    public ChasquiConnectionFactory(String url) {
        this.source = new ConnectionSource(ConnectionUrl.parse(url));
    }

    @Override
    public JmsConnection createConnection() throws JMSException {
        return source.connect();
    }

    @Override
    public JmsConnection createConnection(@Nullable String userName, @Nullable String password) throws JMSException {
        return source.connect(userName, password);
    }

    @Override
    public JmsConnection createQueueConnection() throws JMSException {
        return source.connect();
    }

    @Override
    public JmsConnection createQueueConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return source.connect(userName, password);
    }

    @Override
    public JmsConnection createTopicConnection() throws JMSException {
        return source.connect();
    }

    @Override
    public JmsConnection createTopicConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return source.connect(userName, password);
    }

    @Override
    public JMSContext createContext() {
        return JmsContexts.open(source::connect, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password) {
        return createContext(userName, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password, int sessionMode) {
        return JmsContexts.open(() -> source.connect(userName, password), sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return JmsContexts.open(source::connect, sessionMode);
    }

    @Override
    public String toString() {
        return "ChasquiConnectionFactory" + source;
    }
}
