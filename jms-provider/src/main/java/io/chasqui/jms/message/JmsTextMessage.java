package io.chasqui.jms.message;

import io.chasqui.protocol.message.BodyKind;
import jakarta.jms.JMSException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@code TextMessage}. The text travels as UTF-8; a text that is null travels as the single byte {@code FF}, which no
 * UTF-8 text contains, so that null and the empty text stay different.
 */
public final class JmsTextMessage extends JmsMessage implements TextMessage {
    private static final byte[] NULL_TEXT = {(byte) 0xFF};

    private @Nullable String text;
    private byte @Nullable [] encoded;
    private boolean readOnly;

    /** A message without text, to be filled and sent. */
    public JmsTextMessage() {}

    @Override
    public @Nullable String getText() {
        byte[] received = encoded;
        if (received != null) {
            text = new String(received, StandardCharsets.UTF_8);
            encoded = null;
        }
        return text;
    }

    @Override
    public void setText(@Nullable String text) throws JMSException {
        if (readOnly) {
            throw new MessageNotWriteableException(
                    "The body of a received message is read-only: call clearBody() before setText().");
        }
        this.text = text;
        this.encoded = null;
    }

    @Override
    public void clearBody() {
        text = null;
        encoded = null;
        readOnly = false;
    }

    @Override
    BodyKind bodyKind() {
        return BodyKind.TEXT;
    }

    @Override
    byte[] bodyBytes() {
        if (encoded != null) {
            return encoded;
        }
        return text == null ? NULL_TEXT : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    @Nullable
    Object bodyObject() {
        return getText();
    }

    @Override
    boolean isBodyAbsent() {
        return getText() == null;
    }

    @Override
    void receiveBody(byte[] body) {
        text = null;
        encoded = Arrays.equals(body, NULL_TEXT) ? null : body;
        readOnly = true;
    }
}
