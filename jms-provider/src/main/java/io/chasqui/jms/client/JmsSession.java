package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import io.chasqui.jms.message.JmsBytesMessage;
import io.chasqui.jms.message.JmsMapMessage;
import io.chasqui.jms.message.JmsObjectMessage;
import io.chasqui.jms.message.JmsPlainMessage;
import io.chasqui.jms.message.JmsStreamMessage;
import io.chasqui.jms.message.JmsTextMessage;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A session (Jakarta Messaging 3.1 §6.2) in its general and its domain-specific forms: what does not belong to the
 * domain of a {@code QueueSession} or {@code TopicSession} throws {@link IllegalStateException} there.
 */
sealed class JmsSession implements Session, QueueSession, TopicSession permits JmsXaSession {
    /** Which calls a session allows. */
    enum Domain {
        /** All. */
        ANY,
        /** Those about queues. */
        QUEUE,
        /** Those about topics. */
        TOPIC
    }

    private final SessionCore core;
    private final Domain domain;
    private final JmsSubscriptions subscriptions;

    JmsSession(SessionCore core, Domain domain) {
        this.core = core;
        this.domain = domain;
        this.subscriptions = new JmsSubscriptions(core);
    }

    @Override
    public Message createMessage() throws JMSException {
        core.checkOpen();
        return new JmsPlainMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        core.checkOpen();
        return new JmsTextMessage();
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        TextMessage message = createTextMessage();
        message.setText(text);
        return message;
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        core.checkOpen();
        return new JmsBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        core.checkOpen();
        return new JmsMapMessage();
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        core.checkOpen();
        return new JmsStreamMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        core.checkOpen();
        return new JmsObjectMessage();
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    @Override
    public boolean getTransacted() throws JMSException {
        core.checkOpen();
        return core.mode() == AcknowledgeMode.TRANSACTED;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        core.checkOpen();
        return switch (core.mode()) {
            case AUTO -> AUTO_ACKNOWLEDGE;
            case CLIENT -> CLIENT_ACKNOWLEDGE;
            case DUPS_OK -> DUPS_OK_ACKNOWLEDGE;
            case TRANSACTED -> SESSION_TRANSACTED;
        };
    }

    @Override
    public void commit() throws JMSException {
        core.transaction().commit();
    }

    @Override
    public void rollback() throws JMSException {
        core.transaction().rollback();
    }

    @Override
    public void recover() throws JMSException {
        core.acknowledgements().recover();
    }

    @Override
    public void close() throws JMSException {
        if (core.dispatcher().isCurrent()) {
            throw new IllegalStateException("A listener must not close its own session: it would wait for itself.");
        }
        core.close();
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        core.checkOpen();
        return core.deliveries().assigned().listener();
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        core.checkOpen();
        core.deliveries().assigned().listen(listener);
    }

    @Override
    public void run() {
        core.deliveries().assigned().run();
    }

    /** What is behind it. */
    SessionCore core() {
        return core;
    }

    @Override
    public MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
        return producer(destination);
    }

    @Override
    public QueueSender createSender(@Nullable Queue queue) throws JMSException {
        return producer(queue);
    }

    @Override
    public TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        return producer(topic);
    }

    private JmsProducer producer(@Nullable Destination destination) throws JMSException {
        core.checkOpen();
        return new JmsProducer(core, destination == null ? null : ChasquiDestination.addressOf(destination));
    }

    @Override
    public MessageConsumer createConsumer(Destination destination) throws JMSException {
        return consumer(destination, null, false);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, @Nullable String messageSelector)
            throws JMSException {
        return consumer(destination, messageSelector, false);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, @Nullable String messageSelector, boolean noLocal)
            throws JMSException {
        return consumer(destination, messageSelector, noLocal);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue) throws JMSException {
        return consumer(queue, null, false);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue, @Nullable String messageSelector) throws JMSException {
        return consumer(queue, messageSelector, false);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return consumer(topic, null, false);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic, @Nullable String messageSelector, boolean noLocal)
            throws JMSException {
        return consumer(topic, messageSelector, noLocal);
    }

    private JmsConsumer consumer(Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        core.checkOpen();
        io.chasqui.protocol.message.Destination address = ChasquiDestination.addressOf(destination);
        core.connection().temporaries().checkConsumable(address);
        boolean queue = address.isQueue();
        ConsumerKind kind = queue ? ConsumerKind.QUEUE : ConsumerKind.TOPIC;
        return open(new ConsumerSpec(kind, address, null, selector, noLocal && !queue));
    }

    private JmsConsumer open(ConsumerSpec spec) throws JMSException {
        return new JmsConsumer(core, core.openConsumer(spec));
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        return durables().durable(topic, name, null, false);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(
            Topic topic, String name, @Nullable String messageSelector, boolean noLocal) throws JMSException {
        return durables().durable(topic, name, messageSelector, noLocal);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return durables().durable(topic, name, null, false);
    }

    @Override
    public MessageConsumer createDurableConsumer(
            Topic topic, String name, @Nullable String messageSelector, boolean noLocal) throws JMSException {
        return durables().durable(topic, name, messageSelector, noLocal);
    }

    private JmsSubscriptions durables() throws JMSException {
        expectNot(Domain.QUEUE, "A durable subscription");
        return subscriptions;
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) throws JMSException {
        return shared().shared(topic, sharedSubscriptionName, null);
    }

    @Override
    public MessageConsumer createSharedConsumer(
            Topic topic, String sharedSubscriptionName, @Nullable String messageSelector) throws JMSException {
        return shared().shared(topic, sharedSubscriptionName, messageSelector);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return shared().sharedDurable(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String messageSelector)
            throws JMSException {
        return shared().sharedDurable(topic, name, messageSelector);
    }

    private JmsSubscriptions shared() throws JMSException {
        expectNot(Domain.QUEUE, "A shared subscription");
        return subscriptions;
    }

    @Override
    public Queue createQueue(String queueName) throws JMSException {
        expectNot(Domain.TOPIC, "A queue");
        try {
            return new ChasquiQueue(queueName);
        } catch (IllegalArgumentException badName) {
            throw new InvalidDestinationException(badName.getMessage());
        }
    }

    @Override
    public Topic createTopic(String topicName) throws JMSException {
        expectNot(Domain.QUEUE, "A topic");
        try {
            return new ChasquiTopic(topicName);
        } catch (IllegalArgumentException badName) {
            throw new InvalidDestinationException(badName.getMessage());
        }
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String messageSelector) throws JMSException {
        expectNot(Domain.TOPIC, "A queue browser");
        return JmsBrowser.open(core, queue, messageSelector);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        expectNot(Domain.TOPIC, "A temporary queue");
        return core.connection().temporaries().createQueue();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        expectNot(Domain.QUEUE, "A temporary topic");
        return core.connection().temporaries().createTopic();
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        durables().unsubscribe(name);
    }

    private void expectNot(Domain forbidden, String what) throws JMSException {
        core.checkOpen();
        if (domain == forbidden) {
            String form = domain == Domain.QUEUE ? "QueueSession" : "TopicSession";
            throw new IllegalStateException(what + " is not available in a " + form + ".");
        }
    }
}
