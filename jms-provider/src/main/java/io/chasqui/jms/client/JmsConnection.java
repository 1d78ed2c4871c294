package io.chasqui.jms.client;

import io.chasqui.protocol.frame.AcknowledgeMode;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection (Jakarta Messaging 3.1 §6.1) in its general and its domain-specific forms. May be used by several threads
 * at a time.
 */
public sealed class JmsConnection implements Connection, QueueConnection, TopicConnection permits JmsXaConnection {
    private final ConnectionCore core;

    JmsConnection(ConnectionCore core) {
        this.core = core;
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), JmsSession.Domain.ANY);
    }

    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return createSession(mode(sessionMode == Session.SESSION_TRANSACTED, sessionMode), JmsSession.Domain.ANY);
    }

    @Override
    public Session createSession() throws JMSException {
        return createSession(AcknowledgeMode.AUTO, JmsSession.Domain.ANY);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), JmsSession.Domain.QUEUE);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), JmsSession.Domain.TOPIC);
    }

    private JmsSession createSession(AcknowledgeMode mode, JmsSession.Domain domain) throws JMSException {
        return new JmsSession(core.createSession(mode), domain);
    }

    private AcknowledgeMode mode(boolean transacted, int acknowledgeMode) throws JMSException {
        core.checkOpen();
        if (transacted) {
            return AcknowledgeMode.TRANSACTED;
        }
        return switch (acknowledgeMode) {
            case Session.AUTO_ACKNOWLEDGE -> AcknowledgeMode.AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> AcknowledgeMode.CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> AcknowledgeMode.DUPS_OK;
            default ->
                throw new JMSException("The mode of a session that is not transacted must be AUTO_ACKNOWLEDGE (1),"
                        + " CLIENT_ACKNOWLEDGE (2) or DUPS_OK_ACKNOWLEDGE (3) but is " + acknowledgeMode + ".");
        };
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        core.checkOpen();
        return core.clientId();
    }

    @Override
    public void setClientID(@Nullable String clientID) throws JMSException {
        core.checkOpen();
        if (clientID == null || clientID.isEmpty()) {
            throw new InvalidClientIDException("A client identifier needs at least one character.");
        }
        core.identify(clientID);
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        core.checkOpen();
        return JmsConnectionMetaData.INSTANCE;
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        core.checkOpen();
        return core.exceptionListener();
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        core.use();
        core.listen(listener);
    }

    @Override
    public void start() throws JMSException {
        core.start();
    }

    @Override
    public void stop() throws JMSException {
        core.stop();
    }

    @Override
    public void close() throws JMSException {
        core.close();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        throw noConnectionConsumer();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        throw noConnectionConsumer();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        throw noConnectionConsumer();
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String subscription, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        throw noConnectionConsumer();
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String subscription, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        throw noConnectionConsumer();
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String subscription, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        throw noConnectionConsumer();
    }

    private JMSException noConnectionConsumer() throws JMSException {
        core.checkOpen();
        return Failure.unsupported("ConnectionConsumer");
    }
}
