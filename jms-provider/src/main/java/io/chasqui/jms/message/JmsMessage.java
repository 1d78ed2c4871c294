package io.chasqui.jms.message;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers and properties, which all kinds of messages share (Jakarta Messaging 3.1 §3.4, §3.5). A message belongs to one
 * thread at a time. Sending encodes it ({@link #seal}) and leaves it usable: it may be changed and sent again.
 */
public abstract sealed class JmsMessage implements Message
        permits JmsPlainMessage, JmsTextMessage, JmsBytesMessage, JmsMapMessage, JmsStreamMessage, JmsObjectMessage {
    private final MessageProperties properties = new MessageProperties();
    private Acknowledger acknowledger = Acknowledger.NOTHING;
    private @Nullable String messageId;
    private @Nullable String correlation;
    private @Nullable String type;
    private @Nullable Destination destination;
    private @Nullable Destination replyTo;
    private long timestampMillis;
    private long expirationMillis;
    private long deliveryTimeMillis;
    private int deliveryMode = DeliveryMode.PERSISTENT;
    private int priority = DEFAULT_PRIORITY;
    private boolean redelivered;

    JmsMessage() {}

    /** Which body this kind of message has. */
    abstract BodyKind bodyKind();

    /** The body as it travels. */
    abstract byte[] bodyBytes() throws JMSException;

    /** The body as {@code getBody} returns it, in a copy of the caller's; null when there is none. */
    abstract @Nullable Object bodyObject() throws JMSException;

    /**
     * As which class {@code getBody} would return the body, null when there is none.
     *
     * @throws MessageFormatException if it would fail
     */
    abstract @Nullable Class<?> bodyClass() throws JMSException;

    /**
     * Takes the body of a received message, which is read-only from then on.
     *
     * @param admission which classes an object in it may have
     */
    abstract void receiveBody(byte[] body, ObjectAdmission admission);

    /**
     * Encodes the message with the headers its producer decided.
     *
     * @param headers everything but what the application sets on the message is taken from here
     * @throws JMSException if the body cannot be encoded
     */
    public final SealedMessage seal(MessageHeaders headers) throws JMSException {
        return SealedMessage.seal(headers, properties.sent(), bodyKind(), bodyBytes());
    }

    /**
     * The address in {@code JMSReplyTo}, or null.
     *
     * @throws InvalidDestinationException if it is a destination of another provider, which nobody could reply to here
     */
    public final io.chasqui.protocol.message.@Nullable Destination replyToAddress() throws JMSException {
        if (replyTo == null) {
            return null;
        }
        if (replyTo instanceof ChasquiDestination own) {
            return own.address();
        }
        throw new InvalidDestinationException("JMSReplyTo is a destination of another provider ("
                + replyTo.getClass().getName() + "): set one of Chasqui, or null (Jakarta Messaging 3.1 §3.12).");
    }

    /** {@code JMSDeliveryTime}: of a message without delay, the time at which it was sent. */
    public static long deliveryTimeMillis(MessageHeaders headers) {
        return headers.deliveryTimeMillis() == 0 ? headers.timestampMillis() : headers.deliveryTimeMillis();
    }

    /** Takes over what a delivery says; body and properties are read-only from then on. */
    final void receive(SealedMessage message, DeliveryDetails details) {
        MessageHeaders headers = message.headers();
        messageId = headers.identifierDisabled() ? null : headers.identity().text();
        correlation = headers.correlation();
        type = headers.type();
        destination = ChasquiDestination.of(headers.destination());
        replyTo = headers.replyTo() == null ? null : ChasquiDestination.of(headers.replyTo());
        timestampMillis = headers.timestampMillis();
        expirationMillis = headers.expirationMillis();
        deliveryTimeMillis = deliveryTimeMillis(headers);
        deliveryMode = headers.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        priority = headers.priority();
        redelivered = details.deliveryCount() > 1;
        acknowledger = details.acknowledger();
        properties.receive(message, details.deliveryCount(), details.annotations());
        receiveBody(message.body(), details.admission());
    }

    @Override
    public final @Nullable String getJMSMessageID() {
        return messageId;
    }

    @Override
    public final void setJMSMessageID(@Nullable String id) {
        messageId = id;
    }

    @Override
    public final long getJMSTimestamp() {
        return timestampMillis;
    }

    @Override
    public final void setJMSTimestamp(long timestamp) {
        timestampMillis = timestamp;
    }

    @Override
    public final byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return correlation == null ? null : correlation.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final void setJMSCorrelationIDAsBytes(byte @Nullable [] correlationID) throws JMSException {
        if (correlationID == null) {
            correlation = null;
            return;
        }
        try {
            correlation = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(correlationID))
                    .toString();
        } catch (CharacterCodingException notText) {
            JMSException refusal =
                    new MessageFormatException("JMSCorrelationID travels as text: its bytes must be UTF-8.");
            refusal.setLinkedException(notText);
            throw refusal;
        }
    }

    @Override
    public final @Nullable String getJMSCorrelationID() {
        return correlation;
    }

    @Override
    public final void setJMSCorrelationID(@Nullable String correlationID) {
        correlation = correlationID;
    }

    @Override
    public final @Nullable Destination getJMSReplyTo() {
        return replyTo;
    }

    @Override
    public final void setJMSReplyTo(@Nullable Destination replyTo) {
        this.replyTo = replyTo;
    }

    @Override
    public final @Nullable Destination getJMSDestination() {
        return destination;
    }

    @Override
    public final void setJMSDestination(@Nullable Destination destination) {
        this.destination = destination;
    }

    @Override
    public final int getJMSDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public final void setJMSDeliveryMode(int deliveryMode) {
        this.deliveryMode = deliveryMode;
    }

    @Override
    public final boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public final void setJMSRedelivered(boolean redelivered) {
        this.redelivered = redelivered;
    }

    @Override
    public final @Nullable String getJMSType() {
        return type;
    }

    @Override
    public final void setJMSType(@Nullable String type) {
        this.type = type;
    }

    @Override
    public final long getJMSExpiration() {
        return expirationMillis;
    }

    @Override
    public final void setJMSExpiration(long expiration) {
        expirationMillis = expiration;
    }

    @Override
    public final long getJMSDeliveryTime() {
        return deliveryTimeMillis;
    }

    @Override
    public final void setJMSDeliveryTime(long deliveryTime) {
        deliveryTimeMillis = deliveryTime;
    }

    @Override
    public final int getJMSPriority() {
        return priority;
    }

    @Override
    public final void setJMSPriority(int priority) {
        this.priority = priority;
    }

    @Override
    public final void clearProperties() {
        properties.clear();
    }

    @Override
    public final boolean propertyExists(String name) {
        return properties.exists(name);
    }

    @Override
    public final boolean getBooleanProperty(String name) throws JMSException {
        return ValueConversion.toBoolean(properties.find(name));
    }

    @Override
    public final byte getByteProperty(String name) throws JMSException {
        return ValueConversion.toByte(properties.find(name));
    }

    @Override
    public final short getShortProperty(String name) throws JMSException {
        return ValueConversion.toShort(properties.find(name));
    }

    @Override
    public final int getIntProperty(String name) throws JMSException {
        return ValueConversion.toInt(properties.find(name));
    }

    @Override
    public final long getLongProperty(String name) throws JMSException {
        return ValueConversion.toLong(properties.find(name));
    }

    @Override
    public final float getFloatProperty(String name) throws JMSException {
        return ValueConversion.toFloat(properties.find(name));
    }

    @Override
    public final double getDoubleProperty(String name) throws JMSException {
        return ValueConversion.toDouble(properties.find(name));
    }

    @Override
    public final @Nullable String getStringProperty(String name) {
        Object value = properties.find(name);
        return value == null ? null : value.toString();
    }

    @Override
    public final @Nullable Object getObjectProperty(String name) {
        return properties.find(name);
    }

    @Override
    public final Enumeration<String> getPropertyNames() {
        return Collections.enumeration(properties.names());
    }

    @Override
    public final void setBooleanProperty(String name, boolean value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setByteProperty(String name, byte value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setShortProperty(String name, short value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setIntProperty(String name, int value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setLongProperty(String name, long value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setFloatProperty(String name, float value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setDoubleProperty(String name, double value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setStringProperty(String name, @Nullable String value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void setObjectProperty(String name, @Nullable Object value) throws JMSException {
        properties.set(name, value);
    }

    @Override
    public final void acknowledge() throws JMSException {
        acknowledger.acknowledge();
    }

    @Override
    public final <T> @Nullable T getBody(Class<T> wanted) throws JMSException {
        Object body = bodyObject();
        if (body == null) {
            return null;
        }
        Class<?> given = bodyKind() == BodyKind.MAP ? Map.class : body.getClass();
        if (!wanted.isAssignableFrom(given)) {
            throw new MessageFormatException("The body is a " + given.getSimpleName() + " and cannot be assigned to a "
                    + wanted.getName() + ".");
        }
        return wanted.cast(body);
    }

    @Override
    @SuppressWarnings("rawtypes") // the signature of jakarta.jms.Message
    public final boolean isBodyAssignableTo(Class wanted) throws JMSException {
        try {
            Class<?> given = bodyClass();
            return given == null || ((Class<?>) wanted).isAssignableFrom(given);
        } catch (MessageFormatException unreadable) {
            return false;
        }
    }
}
