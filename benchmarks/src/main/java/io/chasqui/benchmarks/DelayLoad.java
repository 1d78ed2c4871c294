package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Delayed messages that come due one after the other; the latency is how late they come. They are sent in transactions
 * before the first one is due. A message that comes before its time makes the run incorrect.
 */
final class DelayLoad implements Load {

    private static final String QUEUE = "benchmark.delayed";
    private static final int MESSAGES = 10_000;
    private static final int TRANSACTION_MESSAGES = 500;
    private static final long FIRST_DUE_MILLIS = 6_000;
    private static final long RECEIVE_MILLIS = 30_000;

    /** Delivery times are in milliseconds: one is lost when the sender's clock is read, one when the broker's is. */
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** What one thread sees of the run. */
    private static final class Progress {
        private final Histogram lateNanos = Latencies.histogram();
        private final Ledger ledger = new Ledger(1);
        private int early;
        private boolean lost;
    }

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var progress = new Progress();
        var body = new MessageBody(settings.bodyBytes());
        try (Connection connection = factory.createConnection();
                Session sending = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = receiving.createConsumer(receiving.createQueue(QUEUE))) {
            connection.start();
            sendAll(sending, body, settings.client());
            receiveAll(consumer, body, progress);
        } catch (JMSException | UnsupportedOperationException e) {
            throw new ExecutionException(e);
        }
        return result(progress, settings);
    }

    private static void sendAll(Session session, MessageBody body, ClientSettings client) throws JMSException {
        long firstDueMillis = wallMillis() + FIRST_DUE_MILLIS;
        try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            for (int number = 0; number < MESSAGES; number++) {
                BytesMessage message = session.createBytesMessage();
                long nowMillis = wallMillis();
                long delayMillis = Math.max(1, firstDueMillis + number - nowMillis);
                if (client.delayProperty().isEmpty()) {
                    producer.setDeliveryDelay(delayMillis);
                } else {
                    message.setLongProperty(client.delayProperty(), delayMillis);
                }
                body.writeTo(message, 0, number, TimeUnit.MILLISECONDS.toNanos(nowMillis + delayMillis));
                producer.send(message);
                if ((number + 1) % TRANSACTION_MESSAGES == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private static void receiveAll(MessageConsumer consumer, MessageBody body, Progress progress) throws JMSException {
        for (int received = 0; received < MESSAGES; received++) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message == null) {
                progress.lost = true;
                return;
            }
            long nowNanos = wallNanos();
            body.readFrom(message);
            long lateNanos = nowNanos - body.sentNanos();
            if (lateNanos < -EARLY_NANOS) {
                progress.early++;
            }
            progress.lateNanos.recordValue(Math.max(0, lateNanos));
            progress.ledger.received(body);
        }
    }

    private static RunResult result(Progress progress, RunSettings settings) {
        String verdict = Ledger.verdictInAnyOrder(List.of(progress.ledger), List.of((long) MESSAGES));
        if (progress.lost) {
            verdict = verdict + ", nothing came for " + RECEIVE_MILLIS + " ms";
        } else if (progress.early > 0) {
            verdict = progress.early + " came early";
        }
        return new RunResult(Latencies.ofArrivals(List.of(progress.lateNanos)), verdict)
                .with(Map.of(Figure.CHECKED_MESSAGES, (double) MESSAGES))
                .with(Snapshot.of(new Traffic(0), settings.brokerPid()).peaks());
    }

    private static long wallMillis() {
        return TimeUnit.NANOSECONDS.toMillis(wallNanos());
    }

    /** The wall clock, which is what delivery times are measured by. */
    private static long wallNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Clock.systemUTC().instant());
    }
}
