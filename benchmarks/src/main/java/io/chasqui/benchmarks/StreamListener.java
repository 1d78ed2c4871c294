package io.chasqui.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A consumer with a {@code MessageListener} that acknowledges lazily; its thread only watches. */
final class StreamListener implements StreamReceiver {

    private static final long WATCH_MILLIS = 100;

    private final ConnectionFactory factory;
    private final StreamShape shape;
    private final Traffic traffic;
    private final int number;
    private final Arrivals arrivals;
    private volatile @Nullable Exception failure;

    StreamListener(ConnectionFactory factory, StreamShape shape, Traffic traffic, int number, MessageBody body) {
        this.factory = factory;
        this.shape = shape;
        this.traffic = traffic;
        this.number = number;
        this.arrivals = new Arrivals(traffic, body, shape.producers());
    }

    @Override
    public Void call() throws Exception {
        var ends = new StreamEnds(shape);
        try (Connection connection = ends.consumerConnection(factory, number);
                Session session = connection.createSession(false, Session.DUPS_OK_ACKNOWLEDGE);
                MessageConsumer consumer = ends.consumer(session, number)) {
            consumer.setMessageListener(this::take);
            connection.start();
            traffic.consumerReady();
            watch();
        }
        Exception first = failure;
        if (first != null) {
            throw first;
        }
        return null;
    }

    private void watch() throws InterruptedException {
        long last = -1;
        long lastNanos = System.nanoTime();
        while (failure == null && arrivals.goOn(lastNanos)) {
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
            long now = traffic.receivedMessages();
            if (now != last || !traffic.complete()) {
                last = now;
                lastNanos = System.nanoTime();
            }
        }
        TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS); // a duplicate would come now
    }

    private void take(Message message) {
        try {
            arrivals.note(message, System.nanoTime());
        } catch (JMSException | IllegalStateException e) {
            failure = e;
            return;
        }
        traffic.received(1);
    }

    @Override
    public Ledger ledger() {
        return arrivals.ledger();
    }

    @Override
    public Histogram arrivalNanos() {
        return arrivals.nanos();
    }
}
