package io.chasqui.jms;

import io.chasqui.jms.client.ConnectionSource;
import io.chasqui.jms.client.ConnectionUrl;
import io.chasqui.jms.client.JmsConnection;
import io.chasqui.jms.client.UrlText;
import io.chasqui.jms.context.JmsContexts;
import io.chasqui.jms.reference.AdministeredReference;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to a Chasqui broker: to one inside this JVM, which it starts when needed, or to one behind TCP. It
 * is immutable and safe for use by many threads; connections of the same user share one physical link, so making one
 * is cheap. It can be serialized and bound in a naming service (Jakarta Messaging 3.1 §5); in both cases its URL is kept,
 * and with it a password that stands there.
 *
 * <pre>{@code
 * try (JMSContext context = new ChasquiConnectionFactory().createContext()) {
 *     context.createProducer().send(context.createQueue("greetings"), "Hello");
 * }
 * }</pre>
 */
public final class ChasquiConnectionFactory
        implements ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable {
    /** The URL of a factory made without one: a durable broker in this JVM with its data in the working directory. */
    public static final String DEFAULT_URL = "vm:chasqui?data=./chasqui-data";

    private static final long serialVersionUID = 1L;

    private final String url;
    private final transient ConnectionSource source;

    /** A factory for the broker inside this JVM with its data under {@code ./chasqui-data}. */
    public ChasquiConnectionFactory() {
        this(DEFAULT_URL);
    }

    /**
     * A factory for the broker that the URL names: {@code vm:NAME?data=PATH&durability=disk|os|memory} or
     * {@code tcp://HOST:PORT[,HOST:PORT...]?option=value}. Options of the client are {@code user}, {@code password},
     * {@code clientId}, {@code reconnectTimeoutMillis} (60000), {@code connectTimeoutMillis} (5000),
     * {@code sendTimeoutMillis} (30000), {@code heartbeatMillis} (15000) and {@code prefetch} (1000);
     * about object messages {@code objectMessageAllow}, {@code objectMessageMaxDepth} (20),
     * {@code objectMessageMaxReferences} (1000000) and {@code objectMessageMaxBytes} (16777216).
     *
     * @throws IllegalArgumentException if the URL is malformed or has an unknown option; the text says what is known
     */
    public ChasquiConnectionFactory(String url) {
        this.url = url;
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
        return source.connect().forQueues();
    }

    @Override
    public JmsConnection createQueueConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return source.connect(userName, password).forQueues();
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

    /**
     * What a naming service stores of this factory: its URL, and the texts {@code user}, {@code password} and
     * {@code clientId} if the URL has them. Mind that a password is stored as it is.
     */
    @Override
    public Reference getReference() {
        return reference(ChasquiConnectionFactory.class);
    }

    Reference reference(Class<?> type) {
        UrlText text = UrlText.parse(url);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put(
                AdministeredReference.URL, text.without(UrlText.CREDENTIALS).text());
        for (String name : UrlText.CREDENTIALS) {
            String value = text.options().get(name);
            if (value != null) {
                addresses.put(name, value);
            }
        }
        return AdministeredReference.of(type, addresses);
    }

    /** The same connections for global transactions. */
    ConnectionSource source() {
        return source;
    }

    /** Only the URL is written; links belong to this JVM. */
    private Object writeReplace() {
        return new Written(url);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A connection factory is read from its URL only.");
    }

    private record Written(String url) implements Serializable {
        private Object readResolve() {
            return new ChasquiConnectionFactory(url);
        }

        @Override
        public String toString() {
            return "Written";
        }
    }

    String url() {
        return url;
    }

    /** The URL without password. */
    String place() {
        return UrlText.parse(url).without(List.of("password")).toString();
    }

    @Override
    public String toString() {
        return "ChasquiConnectionFactory[" + place() + "]";
    }
}
