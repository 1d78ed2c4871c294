package io.chasqui.jms.context;

import io.chasqui.jms.client.ReadingConsumer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer of a context (Jakarta Messaging 3.1 §8). */
final class JmsContextConsumer implements JMSConsumer {
    private final JmsContext context;
    private final ReadingConsumer consumer;

    JmsContextConsumer(JmsContext context, ReadingConsumer consumer) {
        this.context = context;
        this.consumer = consumer;
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.get(consumer::getMessageSelector);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        MessageListener listener = Unchecked.get(consumer::getMessageListener);
        return listener instanceof Remembering remembering ? remembering.listener : listener;
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        MessageListener wrapped = listener == null ? null : new Remembering(context, listener);
        Unchecked.run(() -> consumer.setMessageListener(wrapped));
    }

    /** Lets the context acknowledge what a listener got. */
    private record Remembering(JmsContext context, MessageListener listener) implements MessageListener {
        @Override
        public void onMessage(Message message) {
            context.received(message);
            listener.onMessage(message);
        }
    }

    @Override
    public @Nullable Message receive() {
        return received(consumer::receive);
    }

    @Override
    public @Nullable Message receive(long timeout) {
        return received(() -> consumer.receive(timeout));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return received(consumer::receiveNoWait);
    }

    private @Nullable Message received(Unchecked.Call<@Nullable Message> receiving) {
        Message message = Unchecked.get(receiving);
        if (message != null) {
            context.received(message);
        }
        return message;
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> c) {
        return body(c, ReadingConsumer.FOREVER_MILLIS);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> c, long timeout) {
        if (timeout < 0) {
            throw new JMSRuntimeException(
                    "The timeout must be 0 (for ever) or more milliseconds but is " + timeout + ".");
        }
        return body(c, timeout);
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> c) {
        return body(c, ReadingConsumer.NO_WAIT_MILLIS);
    }

    private <T> @Nullable T body(Class<T> wanted, long timeoutMillis) {
        try {
            return consumer.receive(
                    message -> {
                        context.received(message);
                        return bodyOf(message, wanted);
                    },
                    timeoutMillis);
        } catch (JMSException checked) {
            throw Unchecked.of(checked);
        }
    }

    private static <T> T bodyOf(Message message, Class<T> wanted) throws JMSException {
        T body = message.getBody(wanted);
        if (body == null) {
            throw new MessageFormatException(
                    "The message has no body that could be received as " + wanted.getName() + ".");
        }
        return body;
    }
}
