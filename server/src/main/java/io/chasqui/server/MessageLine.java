package io.chasqui.server;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Optional;

/** How {@code receive} and {@code browse} write a message: its text as one line. */
final class MessageLine {
    private MessageLine() {}

    /** The text of a text message, empty if it has no body; nothing for other messages. */
    static Optional<String> of(Message message) throws JMSException {
        if (!(message instanceof TextMessage text)) {
            return Optional.empty();
        }
        return Optional.of(text.getText() == null ? "" : text.getText());
    }
}
