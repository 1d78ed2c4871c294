package io.chasqui.jms;

import io.chasqui.jms.client.JmsConnection;
import io.chasqui.jms.client.JmsXaConnection;
import io.chasqui.jms.context.JmsContexts;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections whose sessions take part in global transactions (XA, Jakarta Messaging 3.1 §8.3) under a transaction
 * manager. In everything else it is like {@link ChasquiConnectionFactory}.
 *
 * <pre>{@code
 * try (XAJMSContext context = new ChasquiXAConnectionFactory(url).createXAContext()) {
 *     transactionManager.begin();
 *     transactionManager.getTransaction().enlistResource(context.getXAResource());
 *     context.createProducer().send(context.createQueue("orders"), "...");
 *     transactionManager.commit();
 * }
 * }</pre>
 */
public final class ChasquiXAConnectionFactory
        implements XAQueueConnectionFactory, XATopicConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ChasquiConnectionFactory plain;

    /** A factory for the broker inside this JVM with its data under {@code ./chasqui-data}. */
    public ChasquiXAConnectionFactory() {
        this(ChasquiConnectionFactory.DEFAULT_URL);
    }

    /**
     * A factory for the broker that the URL names.
     *
     * @param url as for {@link ChasquiConnectionFactory#ChasquiConnectionFactory(String)}
     * @throws IllegalArgumentException if the URL is malformed or has an unknown option; the text says what is known
     */
    public ChasquiXAConnectionFactory(String url) {
        this.plain = new ChasquiConnectionFactory(url);
    }

    @Override
    public JmsXaConnection createXAConnection() throws JMSException {
        return plain.source().connectXa();
    }

    @Override
    public JmsXaConnection createXAConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return plain.source().connectXa(userName, password);
    }

    @Override
    public JmsXaConnection createXAQueueConnection() throws JMSException {
        return createXAConnection();
    }

    @Override
    public JmsXaConnection createXAQueueConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return createXAConnection(userName, password);
    }

    @Override
    public JmsXaConnection createXATopicConnection() throws JMSException {
        return createXAConnection();
    }

    @Override
    public JmsXaConnection createXATopicConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return createXAConnection(userName, password);
    }

    @Override
    public XAJMSContext createXAContext() {
        return JmsContexts.openXa(this::createXAConnection);
    }

    @Override
    public XAJMSContext createXAContext(@Nullable String userName, @Nullable String password) {
        return JmsContexts.openXa(() -> createXAConnection(userName, password));
    }

    @Override
    public JmsConnection createConnection() throws JMSException {
        return plain.createConnection();
    }

    @Override
    public JmsConnection createConnection(@Nullable String userName, @Nullable String password) throws JMSException {
        return plain.createConnection(userName, password);
    }

    @Override
    public JmsConnection createQueueConnection() throws JMSException {
        return plain.createQueueConnection();
    }

    @Override
    public JmsConnection createQueueConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return plain.createQueueConnection(userName, password);
    }

    @Override
    public JmsConnection createTopicConnection() throws JMSException {
        return plain.createTopicConnection();
    }

    @Override
    public JmsConnection createTopicConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return plain.createTopicConnection(userName, password);
    }

    @Override
    public JMSContext createContext() {
        return plain.createContext();
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password) {
        return plain.createContext(userName, password);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password, int sessionMode) {
        return plain.createContext(userName, password, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return plain.createContext(sessionMode);
    }

    /** As for {@link ChasquiConnectionFactory#getReference()}. */
    @Override
    public Reference getReference() {
        return plain.reference(ChasquiXAConnectionFactory.class);
    }

    /** Only the URL is written; links belong to this JVM. */
    private Object writeReplace() {
        return new Written(plain.url());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A connection factory is read from its URL only.");
    }

    private record Written(String url) implements Serializable {
        private Object readResolve() {
            return new ChasquiXAConnectionFactory(url);
        }

        @Override
        public String toString() {
            return "Written";
        }
    }

    @Override
    public String toString() {
        return "ChasquiXAConnectionFactory[" + plain.place() + "]";
    }
}
