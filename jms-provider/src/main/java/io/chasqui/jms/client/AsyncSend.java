package io.chasqui.jms.client;

import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous send (Jakarta Messaging 3.1 §7.3): its completion listener hears the broker's answer on the session's
 * own thread, in the order of the sends, and never at the same time as another listener of the session.
 */
final class AsyncSend implements Consumer<@Nullable Failure> {
    private final SessionCore session;
    private final Message message;
    private final CompletionListener listener;

    AsyncSend(SessionCore session, Message message, CompletionListener listener) {
        this.session = session;
        this.message = message;
        this.listener = listener;
    }

    /** Sends without waiting for the answer. */
    static void send(SessionCore session, Destination destination, SealedMessage sealed, AsyncSend completion)
            throws JMSException {
        session.dispatcher().expectCompletion();
        boolean begun = false;
        try {
            session.send(destination, sealed, completion);
            begun = true;
        } finally {
            if (!begun) {
                session.dispatcher().forgetCompletion();
            }
        }
    }

    @Override
    public void accept(@Nullable Failure refusal) {
        session.dispatcher().complete(() -> tell(refusal));
    }

    private void tell(@Nullable Failure refusal) {
        if (refusal == null) {
            listener.onCompletion(message);
        } else {
            listener.onException(message, refusal.toException());
        }
    }
}
