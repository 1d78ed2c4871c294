package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import jakarta.jms.JMSException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ObjectMessage}. The object is serialised when it is set, so later changes of it do not change the message, and
 * deserialised each time it is asked for; that of a received message only as its {@link ObjectAdmission} allows.
 */
public final class JmsObjectMessage extends JmsMessage implements ObjectMessage {
    private byte[] serialized = {};
    private @Nullable ObjectAdmission admission;
    private boolean readOnly;

    /** A message without object, to be filled and sent. */
    public JmsObjectMessage() {}

    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        if (readOnly) {
            throw new MessageNotWriteableException(
                    "The body of a received message is read-only: call clearBody() before setObject().");
        }
        serialized = ObjectBody.write(object);
    }

    @Override
    public @Nullable Serializable getObject() throws JMSException {
        return ObjectBody.read(serialized, admission);
    }

    @Override
    public void clearBody() {
        serialized = new byte[0];
        admission = null;
        readOnly = false;
    }

    @Override
    BodyKind bodyKind() {
        return BodyKind.OBJECT;
    }

    @Override
    byte[] bodyBytes() {
        return serialized;
    }

    @Override
    @Nullable
    Object bodyObject() throws JMSException {
        return getObject();
    }

    @Override
    @Nullable
    Class<?> bodyClass() throws JMSException {
        Serializable object = getObject();
        return object == null ? null : object.getClass();
    }

    @Override
    void receiveBody(byte[] body, ObjectAdmission received) {
        serialized = body;
        admission = received;
        readOnly = true;
    }
}
