package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A consumer (Jakarta Messaging 3.1 §8) in its general and its domain-specific forms. */
final class JmsConsumer implements QueueReceiver, TopicSubscriber, ReadingConsumer {
    private final SessionCore session;
    private final ConsumerCore core;

    JmsConsumer(SessionCore session, ConsumerCore core) {
        this.session = session;
        this.core = core;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return core.spec().selector();
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        session.lock().lock();
        try {
            return core.listener();
        } finally {
            session.lock().unlock();
        }
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        checkOpen();
        session.lock().lock();
        try {
            core.listen(listener);
            if (listener != null) {
                session.dispatcher().start();
                session.deliveries().grant(core);
                session.dispatcher().wake();
            }
        } finally {
            session.lock().unlock();
        }
        session.wire().drain(true);
        if (listener == null) {
            session.dispatcher().awaitListener(core);
        }
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receive(message -> message, FOREVER_MILLIS);
    }

    @Override
    public @Nullable Message receive(long timeout) throws JMSException {
        if (timeout < 0) {
            throw new JMSException("The timeout must be 0 (for ever) or more milliseconds but is " + timeout + ".");
        }
        return receive(message -> message, timeout);
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return receive(message -> message, NO_WAIT_MILLIS);
    }

    @Override
    public <R> @Nullable R receive(Reading<R> reading, long timeoutMillis) throws JMSException {
        checkOpen();
        if (getMessageListener() != null) {
            throw new IllegalStateException("The consumer has a message listener: it cannot receive as well.");
        }
        ClientEnvironment environment = session.connection().environment();
        boolean limited = timeoutMillis > 0;
        long start = limited ? environment.nanoTime() : 0;
        long timeoutNanos = limited ? TimeUnit.MILLISECONDS.toNanos(timeoutMillis) : unlimited(timeoutMillis);
        long left = timeoutNanos;
        while (true) {
            Deliver delivery = core.take(left);
            if (delivery == null) {
                return null;
            }
            JmsMessage message = core.open(delivery);
            if (message != null) {
                return read(delivery, message, reading);
            }
            if (limited) {
                left = Math.max(1, timeoutNanos - (environment.nanoTime() - start));
            }
        }
    }

    private static long unlimited(long timeoutMillis) {
        return timeoutMillis == NO_WAIT_MILLIS ? ConsumerCore.NO_WAIT_NANOS : ConsumerCore.FOREVER_NANOS;
    }

    private <R> R read(Deliver delivery, JmsMessage message, Reading<R> reading) throws JMSException {
        R result;
        try {
            result = reading.of(message);
        } catch (MessageFormatException unwanted) {
            session.acknowledgements().unread(core, delivery);
            throw unwanted;
        }
        session.acknowledgements().processed(delivery);
        return result;
    }

    @Override
    public void close() throws JMSException {
        session.closeConsumer(core);
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        if (ChasquiDestination.of(core.spec().destination()) instanceof Queue queue) {
            return queue;
        }
        throw new IllegalStateException("This consumer reads from a topic.");
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        if (ChasquiDestination.of(core.spec().destination()) instanceof Topic topic) {
            return topic;
        }
        throw new IllegalStateException("This consumer reads from a queue.");
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        checkOpen();
        return core.spec().noLocal();
    }

    private void checkOpen() throws JMSException {
        if (session.isClosed() || core.isClosed()) {
            throw Failure.closed("consumer");
        }
    }
}
