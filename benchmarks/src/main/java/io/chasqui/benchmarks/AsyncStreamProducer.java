package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One producing thread that does not wait for each send: as many as the shape says are under way.
 *
 * <p>With a provider that has no {@code CompletionListener} the provider's own window takes that place (see its URL), and
 * there is nothing that a latency could be taken from.
 */
final class AsyncStreamProducer implements StreamSender {

    private static final long LAST_COMPLETION_SECONDS = 30;

    private final ConnectionFactory factory;
    private final StreamShape shape;
    private final Traffic traffic;
    private final MessageBody body;
    private final boolean completionListener;
    private final Semaphore window;
    private final Histogram sendNanos = Latencies.histogram();
    private long sent;
    private volatile @Nullable Exception failure;

    AsyncStreamProducer(
            ConnectionFactory factory,
            StreamShape shape,
            Traffic traffic,
            MessageBody body,
            boolean completionListener) {
        this.factory = factory;
        this.shape = shape;
        this.traffic = traffic;
        this.body = body;
        this.completionListener = completionListener;
        this.window = new Semaphore(shape.inFlight());
    }

    @Override
    public Void call() throws Exception {
        var ends = new StreamEnds(shape);
        try (Connection connection = factory.createConnection();
                Session session = ends.session(connection);
                MessageProducer producer = session.createProducer(ends.destination(session))) {
            producer.setDeliveryMode(shape.deliveryMode());
            traffic.awaitConsumers();
            while (traffic.producing()) {
                traffic.awaitRoom();
                send(session, producer);
            }
            if (!window.tryAcquire(shape.inFlight(), LAST_COMPLETION_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Expected the completion of every send within "
                        + LAST_COMPLETION_SECONDS + " s after the last one; some are missing.");
            }
        }
        throwFailure();
        return null;
    }

    private void send(Session session, MessageProducer producer) throws Exception {
        throwFailure();
        BytesMessage message = session.createBytesMessage();
        if (completionListener) {
            window.acquire();
            long beginNanos = System.nanoTime();
            body.writeTo(message, 0, sent, beginNanos);
            producer.send(message, new Completion(beginNanos));
        } else {
            body.writeTo(message, 0, sent, System.nanoTime());
            producer.send(message);
            traffic.sent(1);
        }
        sent++;
    }

    private void throwFailure() throws Exception {
        Exception first = failure;
        if (first != null) {
            throw first;
        }
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public Histogram sendNanos() {
        return sendNanos;
    }

    /** Completions of one session come one at a time, so that the histogram needs no protection. */
    private final class Completion implements CompletionListener {
        private final long beginNanos;

        Completion(long beginNanos) {
            this.beginNanos = beginNanos;
        }

        @Override
        public void onCompletion(Message message) {
            if (traffic.measuring()) {
                sendNanos.recordValue(System.nanoTime() - beginNanos);
            }
            traffic.sent(1);
            window.release();
        }

        @Override
        public void onException(Message message, Exception reason) {
            failure = new JMSException("An asynchronous send failed: " + reason);
            window.release();
        }
    }
}
