package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import org.jspecify.annotations.Nullable;

/** A {@code Message} without body (Jakarta Messaging 3.1 §3.11). */
public final class JmsPlainMessage extends JmsMessage {
    private static final byte[] NO_BODY = new byte[0];

    /** An empty message, to be filled and sent. */
    public JmsPlainMessage() {}

    @Override
    public void clearBody() {
        // there is none
    }

    @Override
    BodyKind bodyKind() {
        return BodyKind.EMPTY;
    }

    @Override
    byte[] bodyBytes() {
        return NO_BODY;
    }

    @Override
    @Nullable
    Object bodyObject() {
        return null;
    }

    @Override
    @Nullable
    Class<?> bodyClass() {
        return null;
    }

    @Override
    void receiveBody(byte[] body, ObjectAdmission admission) {
        // there is none
    }
}
