package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.jms.message.MessageConversion;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import org.jspecify.annotations.Nullable;

/** A producer (Jakarta Messaging 3.1 §7) in its general and its domain-specific forms. */
final class JmsProducer implements QueueSender, TopicPublisher {
    private final SessionCore session;
    private final io.chasqui.protocol.message.@Nullable Destination fixed;
    private SendOptions options = SendOptions.DEFAULT;
    private boolean identifierDisabled;
    private boolean timestampDisabled;
    private boolean closed;
    private volatile boolean completing;

    /**
     * A producer.
     *
     * @param fixed where everything goes, or null when each send names its destination
     */
    JmsProducer(SessionCore session, io.chasqui.protocol.message.@Nullable Destination fixed) {
        this.session = session;
        this.fixed = fixed;
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        identifierDisabled = value;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return identifierDisabled;
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        timestampDisabled = value;
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return timestampDisabled;
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        checkOpen();
        options = options.withDeliveryMode(deliveryMode);
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        checkOpen();
        return options.deliveryMode();
    }

    @Override
    public void setPriority(int priority) throws JMSException {
        checkOpen();
        options = options.withPriority(priority);
    }

    @Override
    public int getPriority() throws JMSException {
        checkOpen();
        return options.priority();
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        checkOpen();
        options = options.withTimeToLive(timeToLive);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        checkOpen();
        return options.timeToLiveMillis();
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        checkOpen();
        options = options.withDeliveryDelay(deliveryDelay);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        checkOpen();
        return options.deliveryDelayMillis();
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        checkOpen();
        return fixed == null ? null : ChasquiDestination.of(fixed);
    }

    @Override
    public @Nullable Queue getQueue() throws JMSException {
        return getDestination() instanceof Queue queue ? queue : null;
    }

    @Override
    public @Nullable Topic getTopic() throws JMSException {
        return getDestination() instanceof Topic topic ? topic : null;
    }

    @Override
    public void close() throws JMSException {
        if (completing && session.dispatcher().isCurrent()) {
            throw new IllegalStateException(
                    "A completion listener must not close its own producer: it would wait for itself.");
        }
        if (!closed) {
            closed = true;
            session.dispatcher().awaitCompletions();
        }
    }

    @Override
    public void send(Message message) throws JMSException {
        send(own(), message, options, null);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(own(), message, options.with(deliveryMode, priority, timeToLive), null);
    }

    @Override
    public void send(Destination destination, Message message) throws JMSException {
        send(given(destination), message, options, null);
    }

    @Override
    public void send(Destination destination, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send(given(destination), message, options.with(deliveryMode, priority, timeToLive), null);
    }

    @Override
    public void send(Message message, CompletionListener completionListener) throws JMSException {
        send(own(), message, options, expectListener(completionListener));
    }

    @Override
    public void send(
            Message message, int deliveryMode, int priority, long timeToLive, CompletionListener completionListener)
            throws JMSException {
        send(own(), message, options.with(deliveryMode, priority, timeToLive), expectListener(completionListener));
    }

    @Override
    public void send(Destination destination, Message message, CompletionListener completionListener)
            throws JMSException {
        send(given(destination), message, options, expectListener(completionListener));
    }

    @Override
    public void send(
            Destination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener completionListener)
            throws JMSException {
        SendOptions given = options.with(deliveryMode, priority, timeToLive);
        send(given(destination), message, given, expectListener(completionListener));
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) queue, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Topic topic, Message message) throws JMSException {
        send((Destination) topic, message);
    }

    @Override
    public void publish(Topic topic, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) topic, message, deliveryMode, priority, timeToLive);
    }

    private void send(
            io.chasqui.protocol.message.Destination destination,
            @Nullable Message message,
            SendOptions sendOptions,
            @Nullable CompletionListener completion)
            throws JMSException {
        session.checkOpen();
        sendOptions.checked();
        if (message == null) {
            throw new MessageFormatException("A message is required but null was given.");
        }
        JmsMessage own = MessageConversion.own(message);
        MessageHeaders headers = headers(destination, sendOptions, own);
        SealedMessage sealed = own.seal(headers);
        checkSize(sealed);
        if (completion == null) {
            session.send(destination, sealed, null);
            stamp(message, headers);
        } else {
            stamp(message, headers);
            AsyncSend.send(session, headers.destination(), sealed, new AsyncSend(session, message, told(completion)));
        }
    }

    private void checkSize(SealedMessage sealed) throws JMSException {
        int limitBytes = session.connection().link().messageLimitBytes();
        if (sealed.bodyBytes() > limitBytes) {
            throw Failure.of(
                            ErrorCode.RESOURCE,
                            "The message's body has " + sealed.bodyBytes() + " bytes; the broker takes at most "
                                    + limitBytes + ".")
                    .toException();
        }
        int headBytes = sealed.headBytes();
        if (sealed.size() > SealedMessage.LARGE_BYTES && headBytes > SealedMessage.LARGE_HEAD_LIMIT_BYTES) {
            throw Failure.of(
                            ErrorCode.RESOURCE,
                            "The message has " + headBytes + " bytes of header fields and properties; one of more than "
                                    + SealedMessage.LARGE_BYTES + " bytes may have "
                                    + SealedMessage.LARGE_HEAD_LIMIT_BYTES + " of them. Put the data into the body.")
                    .toException();
        }
    }

    private MessageHeaders headers(
            io.chasqui.protocol.message.Destination destination, SendOptions sendOptions, JmsMessage message)
            throws JMSException {
        long nowMillis = session.connection().link().brokerTimeMillis();
        long timeToLiveMillis = sendOptions.timeToLiveMillis();
        long delayMillis = sendOptions.deliveryDelayMillis();
        return new MessageHeaders(
                session.nextIdentity(),
                identifierDisabled,
                destination,
                sendOptions.deliveryMode() == DeliveryMode.PERSISTENT,
                sendOptions.priority(),
                timestampDisabled ? 0 : nowMillis,
                timeToLiveMillis == 0 ? 0 : later(nowMillis, timeToLiveMillis),
                delayMillis == 0 && !timestampDisabled ? 0 : later(nowMillis, delayMillis),
                message.getJMSCorrelationID(),
                message.replyToAddress(),
                message.getJMSType());
    }

    /** A sum that ends at the end of time instead of beginning anew. */
    private static long later(long nowMillis, long millis) {
        return millis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + millis;
    }

    private static void stamp(Message message, MessageHeaders headers) throws JMSException {
        message.setJMSMessageID(
                headers.identifierDisabled() ? null : headers.identity().text());
        message.setJMSDestination(ChasquiDestination.of(headers.destination()));
        message.setJMSDeliveryMode(headers.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        message.setJMSPriority(headers.priority());
        message.setJMSTimestamp(headers.timestampMillis());
        message.setJMSExpiration(headers.expirationMillis());
        message.setJMSDeliveryTime(JmsMessage.deliveryTimeMillis(headers));
    }

    /** A listener that is known to run while it runs. */
    private CompletionListener told(CompletionListener listener) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completing = true;
                try {
                    listener.onCompletion(message);
                } finally {
                    completing = false;
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                completing = true;
                try {
                    listener.onException(message, exception);
                } finally {
                    completing = false;
                }
            }
        };
    }

    private io.chasqui.protocol.message.Destination own() throws JMSException {
        checkOpen();
        if (fixed == null) {
            throw new UnsupportedOperationException(
                    "The producer was created without a destination: name one with each send.");
        }
        return fixed;
    }

    private io.chasqui.protocol.message.Destination given(@Nullable Destination destination) throws JMSException {
        checkOpen();
        if (fixed != null) {
            throw new UnsupportedOperationException(
                    "The producer was created for " + fixed + ": a send cannot name another destination.");
        }
        if (destination == null) {
            throw new InvalidDestinationException("A destination is required but null was given.");
        }
        return ChasquiDestination.addressOf(destination);
    }

    private static CompletionListener expectListener(@Nullable CompletionListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("A CompletionListener is required but null was given.");
        }
        return listener;
    }

    private void checkOpen() throws JMSException {
        if (closed || session.isClosed()) {
            throw Failure.closed("producer");
        }
    }
}
