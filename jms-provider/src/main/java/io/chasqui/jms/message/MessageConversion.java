package io.chasqui.jms.message;

import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Enumeration;

/** The ways into our messages: from a delivery, and from another provider's message (Jakarta Messaging 3.1 §3.12). */
public final class MessageConversion {
    private static final int CHUNK_BYTES = 8192;

    private MessageConversion() {}

    /**
     * Opens a delivered message.
     *
     * @param message as it came
     * @param details what came beside it
     * @throws JMSException if this version does not know its kind of body
     */
    public static JmsMessage received(SealedMessage message, DeliveryDetails details) throws JMSException {
        JmsMessage received = switch (message.bodyKind()) {
            case EMPTY -> new JmsPlainMessage();
            case TEXT -> new JmsTextMessage();
            case BYTES -> new JmsBytesMessage();
            case MAP, STREAM, OBJECT -> throw notYet(message.bodyKind() + " messages are");
        };
        received.receive(message, details);
        return received;
    }

    /**
     * Our form of a message: the message itself if it is ours, otherwise a copy of its body, its properties and the
     * headers that the application sets.
     *
     * @throws JMSException if it cannot be read, or its kind is not supported
     */
    public static JmsMessage own(Message message) throws JMSException {
        if (message instanceof JmsMessage own) {
            return own;
        }
        JmsMessage copy = copyOfBody(message);
        copy.setJMSCorrelationID(message.getJMSCorrelationID());
        copy.setJMSReplyTo(message.getJMSReplyTo());
        copy.setJMSType(message.getJMSType());
        Enumeration<?> names = message.getPropertyNames();
        while (names != null && names.hasMoreElements()) {
            String name = String.valueOf(names.nextElement());
            if (!name.equals(PropertyNames.DELIVERY_COUNT)) {
                copy.setObjectProperty(name, message.getObjectProperty(name));
            }
        }
        return copy;
    }

    private static JmsMessage copyOfBody(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            JmsTextMessage copy = new JmsTextMessage();
            copy.setText(text.getText());
            return copy;
        }
        if (message instanceof BytesMessage bytes) {
            return copyOf(bytes);
        }
        if (message instanceof MapMessage || message instanceof StreamMessage || message instanceof ObjectMessage) {
            throw notYet("MapMessage, StreamMessage and ObjectMessage are");
        }
        return new JmsPlainMessage();
    }

    private static JmsBytesMessage copyOf(BytesMessage bytes) throws JMSException {
        JmsBytesMessage copy = new JmsBytesMessage();
        bytes.reset();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = bytes.readBytes(chunk); count > 0; count = bytes.readBytes(chunk)) {
            copy.writeBytes(chunk, 0, count);
        }
        return copy;
    }

    private static JMSException notYet(String what) {
        return new JMSException(what + " not supported by this version of Chasqui.", "CHASQUI-UNSUPPORTED");
    }
}
