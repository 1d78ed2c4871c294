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
 * UTF-8 text contains, so that null and the empty text stay different. A text that UTF-8 cannot carry travels as the
 * byte {@code FE}, which no UTF-8 text contains either, and its characters.
 */
public final class JmsTextMessage extends JmsMessage implements TextMessage {
    private static final byte[] NULL_TEXT = {(byte) 0xFF};
    private static final byte CHARACTERS = (byte) 0xFE;

    private @Nullable String text;
    private byte @Nullable [] encoded;
    private boolean readOnly;

    /** A message without text, to be filled and sent. */
    public JmsTextMessage() {}

    @Override
    public @Nullable String getText() throws JMSException {
        byte[] received = encoded;
        if (received != null) {
            text = received.length > 0 && received[0] == CHARACTERS
                    ? BodyStrings.ofCharacters(received, 1)
                    : new String(received, StandardCharsets.UTF_8);
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
        String own = text;
        if (own == null) {
            return NULL_TEXT;
        }
        return BodyStrings.fitsUtf8(own) ? own.getBytes(StandardCharsets.UTF_8) : characters(own);
    }

    private static byte[] characters(String text) {
        byte[] characters = BodyStrings.characters(text);
        byte[] marked = new byte[characters.length + 1];
        marked[0] = CHARACTERS;
        System.arraycopy(characters, 0, marked, 1, characters.length);
        return marked;
    }

    @Override
    @Nullable
    Object bodyObject() throws JMSException {
        return getText();
    }

    @Override
    @Nullable
    Class<?> bodyClass() throws JMSException {
        return getText() == null ? null : String.class;
    }

    @Override
    void receiveBody(byte[] body, ObjectAdmission admission) {
        text = null;
        encoded = Arrays.equals(body, NULL_TEXT) ? null : body;
        readOnly = true;
    }
}
