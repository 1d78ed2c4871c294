package io.chasqui.jms.message;

import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
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
     */
    public static JmsMessage received(SealedMessage message, DeliveryDetails details) {
        JmsMessage received = switch (message.bodyKind()) {
            case EMPTY -> new JmsPlainMessage();
            case TEXT -> new JmsTextMessage();
            case BYTES -> new JmsBytesMessage();
            case MAP -> new JmsMapMessage();
            case STREAM -> new JmsStreamMessage();
            case OBJECT -> new JmsObjectMessage();
        };
        received.receive(message, details);
        return received;
    }

    /**
     * Our form of a message: the message itself if it is ours, otherwise a copy of its body, its properties and the
     * headers that the application sets. A foreign stream or bytes message is in read-only mode afterwards.
     *
     * @throws JMSException if it cannot be read, or something in it cannot be sent
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
            if (!PropertyNames.isOfTheProvider(name)) {
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
        if (message instanceof MapMessage map) {
            return copyOf(map);
        }
        if (message instanceof StreamMessage stream) {
            return copyOf(stream);
        }
        if (message instanceof ObjectMessage object) {
            JmsObjectMessage copy = new JmsObjectMessage();
            copy.setObject(object.getObject());
            return copy;
        }
        return new JmsPlainMessage();
    }

    private static JmsMapMessage copyOf(MapMessage map) throws JMSException {
        JmsMapMessage copy = new JmsMapMessage();
        Enumeration<?> names = map.getMapNames();
        while (names != null && names.hasMoreElements()) {
            String name = String.valueOf(names.nextElement());
            copy.setObject(name, map.getObject(name));
        }
        return copy;
    }

    private static JmsStreamMessage copyOf(StreamMessage stream) throws JMSException {
        JmsStreamMessage copy = new JmsStreamMessage();
        stream.reset();
        while (true) {
            try {
                copy.writeObject(stream.readObject());
            } catch (MessageEOFException end) {
                return copy;
            }
        }
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
}
