package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
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
    private final JmsSession.Domain domain;

    JmsConnection(ConnectionCore core) {
        this(core, JmsSession.Domain.ANY);
    }

    private JmsConnection(ConnectionCore core, JmsSession.Domain domain) {
        this.core = core;
        this.domain = domain;
    }

    /** The same connection as a {@code QueueConnection}: what belongs to topics throws there. */
    public JmsConnection forQueues() {
        return new JmsConnection(core, JmsSession.Domain.QUEUE);
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
            Destination destination,
            @Nullable String messageSelector,
            @Nullable ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        core.checkOpen();
        var address = ChasquiDestination.addressOf(destination);
        core.temporaries().checkConsumable(address);
        ConsumerKind kind = address.isQueue() ? ConsumerKind.QUEUE : ConsumerKind.TOPIC;
        ConsumerSpec spec = new ConsumerSpec(kind, address, null, messageSelector, false);
        return JmsConnectionConsumer.open(core, spec, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, @Nullable String messageSelector, @Nullable ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) queue, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, @Nullable String messageSelector, @Nullable ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) topic, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            @Nullable String subscriptionName,
            @Nullable String messageSelector,
            @Nullable ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        ConsumerSpec spec = subscriptions().durableSpec(topic, subscriptionName, messageSelector, false);
        return JmsConnectionConsumer.open(core, spec, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            @Nullable String subscriptionName,
            @Nullable String messageSelector,
            @Nullable ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        ConsumerSpec spec = subscriptions().sharedSpec(topic, subscriptionName, messageSelector);
        return JmsConnectionConsumer.open(core, spec, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            @Nullable String subscriptionName,
            @Nullable String messageSelector,
            @Nullable ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        ConsumerSpec spec = subscriptions().sharedDurableSpec(topic, subscriptionName, messageSelector);
        return JmsConnectionConsumer.open(core, spec, sessionPool, maxMessages);
    }

    private SubscriptionSpecs subscriptions() throws JMSException {
        core.checkOpen();
        if (domain == JmsSession.Domain.QUEUE) {
            throw new IllegalStateException("A subscription is not available in a QueueConnection.");
        }
        return new SubscriptionSpecs(core);
    }
}
