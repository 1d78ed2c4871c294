package io.chasqui.jms.context;

import io.chasqui.jms.client.ReadingConsumer;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A context: a connection, a session made when first needed, and one producer for all sends (Jakarta Messaging 3.1
 * §2.8). Making the session late leaves time to set the client identifier.
 */
sealed class JmsContext implements JMSContext permits JmsXaContext {
    private final SharedConnection shared;
    private final int sessionMode;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;
    private @Nullable MessageProducer producer;
    private @Nullable Message lastReceived;
    private boolean autoStart = true;
    private volatile boolean closed;

    JmsContext(SharedConnection shared, int sessionMode) {
        this.shared = shared;
        this.sessionMode = sessionMode;
    }

    @Override
    public JMSContext createContext(int mode) {
        checkOpen();
        JmsContexts.checkMode(mode);
        return new JmsContext(shared.again(), mode);
    }

    @Override
    public JMSProducer createProducer() {
        checkOpen();
        return new JmsContextProducer(this);
    }

    @Override
    public @Nullable String getClientID() {
        checkOpen();
        return Unchecked.get(() -> shared.connection().getClientID());
    }

    @Override
    public void setClientID(String clientID) {
        checkOpen();
        Unchecked.run(() -> shared.connection().setClientID(clientID));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        checkOpen();
        return Unchecked.get(() -> shared.connection().getMetaData());
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        checkOpen();
        return Unchecked.get(() -> shared.connection().getExceptionListener());
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        checkOpen();
        Unchecked.run(() -> shared.connection().setExceptionListener(listener));
    }

    @Override
    public void start() {
        checkOpen();
        Unchecked.run(() -> shared.connection().start());
    }

    @Override
    public void stop() {
        checkOpen();
        Unchecked.run(() -> shared.connection().stop());
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        checkOpen();
        this.autoStart = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        checkOpen();
        return autoStart;
    }

    @Override
    public void close() {
        Unchecked.run(this::closeAll);
    }

    private void closeAll() throws JMSException {
        if (closed) {
            return;
        }
        Session own = session;
        if (own != null) {
            own.close();
        }
        closed = true;
        shared.release();
    }

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.get(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.get(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.get(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.get(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.get(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.get(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.get(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.get(() -> session().createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        checkOpen();
        return sessionMode == SESSION_TRANSACTED;
    }

    @Override
    public int getSessionMode() {
        checkOpen();
        return sessionMode;
    }

    @Override
    public void commit() {
        Unchecked.run(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> session().rollback());
    }

    @Override
    public void recover() {
        Unchecked.run(() -> session().recover());
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String messageSelector) {
        return consumer(() -> session().createConsumer(destination, messageSelector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String messageSelector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(
            Topic topic, String name, @Nullable String messageSelector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String messageSelector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, messageSelector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName));
    }

    @Override
    public JMSConsumer createSharedConsumer(
            Topic topic, String sharedSubscriptionName, @Nullable String messageSelector) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName, messageSelector));
    }

    private JMSConsumer consumer(Unchecked.Call<MessageConsumer> opening) {
        MessageConsumer opened = Unchecked.get(opening);
        if (autoStart) {
            start();
        }
        return new JmsContextConsumer(this, (ReadingConsumer) opened);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return browser(() -> session().createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String messageSelector) {
        return browser(() -> session().createBrowser(queue, messageSelector));
    }

    private QueueBrowser browser(Unchecked.Call<QueueBrowser> opening) {
        QueueBrowser opened = Unchecked.get(opening);
        if (autoStart) {
            start();
        }
        return opened;
    }

    @Override
    public Queue createQueue(String queueName) {
        return Unchecked.get(() -> session().createQueue(queueName));
    }

    @Override
    public Topic createTopic(String topicName) {
        return Unchecked.get(() -> session().createTopic(topicName));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(() -> session().createTemporaryTopic());
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session().unsubscribe(name));
    }

    @Override
    public void acknowledge() {
        checkOpen();
        Message last = lastReceived;
        if (sessionMode == CLIENT_ACKNOWLEDGE && last != null) {
            Unchecked.run(last::acknowledge);
        }
    }

    /** Remembers what {@link #acknowledge} is to acknowledge: the session, which any of its messages knows. */
    void received(Message message) {
        lastReceived = message;
    }

    /** The producer behind all of the context's producers. */
    MessageProducer sender() throws JMSException {
        Session own = session();
        lock.lock();
        try {
            MessageProducer known = producer;
            if (known == null) {
                known = own.createProducer(null);
                producer = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the session. */
    Session open(Connection connection, int mode) throws JMSException {
        return connection.createSession(mode);
    }

    /** The session, made when first asked for. */
    Session session() throws JMSException {
        checkOpen();
        lock.lock();
        try {
            Session known = session;
            if (known == null) {
                known = open(shared.connection(), sessionMode);
                session = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateRuntimeException("The context is closed.", "CHASQUI-CLOSED");
        }
    }
}
