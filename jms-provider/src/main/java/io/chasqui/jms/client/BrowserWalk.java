package io.chasqui.jms.client;

import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.SealedMessage;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a browser through its queue, fetched in pages that grow with what is really read. When the link is lost the
 * walk begins anew on the next one, behind the last message it has shown: what it has shown does not come again, what has
 * come meanwhile may. For one thread at a time, except {@link #close}.
 */
@SuppressWarnings("JdkObsolete") // an Enumeration is what QueueBrowser promises
final class BrowserWalk implements Enumeration<Message> {
    private final SessionCore session;
    private final ConsumerSpec spec;
    private final Consumer<BrowserWalk> onEnd;
    private volatile ConsumerCore consumer;
    private volatile boolean closed;
    private boolean ended;
    private @Nullable Message next;
    private int lastPriority = Integer.MAX_VALUE;
    private long lastSequence;

    /**
     * A walk that the broker knows and that has not begun.
     *
     * @param onEnd hears that nothing more will come
     * @throws JMSException if the broker refuses
     */
    BrowserWalk(SessionCore session, ConsumerSpec spec, Consumer<BrowserWalk> onEnd) throws JMSException {
        this.session = session;
        this.spec = spec;
        this.onEnd = onEnd;
        this.consumer = session.openConsumer(spec);
    }

    /**
     * Whether there is another message; waits for the broker.
     *
     * @throws JMSRuntimeException if the browser is closed or the connection failed
     */
    @Override
    public boolean hasMoreElements() {
        checkOpen();
        if (next == null && !ended) {
            try {
                next = fetch();
            } catch (JMSException failure) {
                checkOpen(); // closing is what made it fail
                throw new JMSRuntimeException(failure.getMessage(), failure.getErrorCode(), failure);
            }
            checkOpen();
        }
        return next != null;
    }

    @Override
    public Message nextElement() {
        Message message = hasMoreElements() ? next : null;
        if (message == null) {
            throw new NoSuchElementException("The browser has shown all messages.");
        }
        next = null;
        return message;
    }

    /** Ends the walk; whoever waits in it learns that it is closed. */
    void close() {
        closed = true;
        session.closeConsumer(consumer);
    }

    private @Nullable Message fetch() throws JMSException {
        while (!ended) {
            Deliver delivery = consumer.look();
            if (delivery != null) {
                JmsMessage message = isNew(delivery) ? consumer.open(delivery) : null;
                if (message != null) {
                    return message;
                }
            } else if (consumer.isInterrupted() && !closed) {
                beginAnew();
            } else {
                ended = true;
                session.closeConsumer(consumer);
                onEnd.accept(this);
            }
        }
        return null;
    }

    private void beginAnew() throws JMSException {
        consumer = session.openConsumer(spec);
        if (closed) {
            session.closeConsumer(consumer);
        }
    }

    /** Whether a message lies behind the last one, in the order of the walk; then it is the last one. */
    private boolean isNew(Deliver delivery) {
        int priority = SealedMessage.of(delivery.message()).priority();
        long sequence = delivery.name().sequence();
        if (priority > lastPriority || (priority == lastPriority && sequence <= lastSequence)) {
            return false;
        }
        lastPriority = priority;
        lastSequence = sequence;
        return true;
    }

    private void checkOpen() {
        if (closed || session.isClosed()) {
            throw new IllegalStateRuntimeException("The queue browser is closed.", "CHASQUI-CLOSED");
        }
    }
}
