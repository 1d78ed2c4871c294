package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A program that waits for the one message with its correlation identifier in a queue full of others. Each call makes a
 * consumer, sends the message, receives it and closes the consumer.
 */
final class SearchLoad implements Load {

    /** The queue with the backlog. */
    static final String QUEUE = "benchmark.search";

    private static final long RECEIVE_MILLIS = 30_000;

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        Histogram callNanos = Latencies.histogram();
        long calls = 0;
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Backlog.fill(factory, QUEUE, settings.backlogMessages(), settings.bodyBytes());
            connection.start();
            long beginNanos = System.nanoTime();
            long limitNanos = TimeUnit.SECONDS.toNanos(settings.measuredSeconds());
            while (calls == 0 || System.nanoTime() - beginNanos < limitNanos) {
                long callBeginNanos = System.nanoTime();
                if (!call(session, calls, settings.bodyBytes())) {
                    return RunResult.failed("a wanted message did not come within " + RECEIVE_MILLIS + " ms");
                }
                callNanos.recordValue(System.nanoTime() - callBeginNanos);
                calls++;
            }
        } catch (JMSException e) {
            throw new ExecutionException(e);
        }
        return new RunResult(Latencies.ofSends(List.of(callNanos)), RunResult.CORRECT)
                .with(Map.of(Figure.CHECKED_MESSAGES, (double) calls))
                .with(Snapshot.of(new Traffic(0), settings.brokerPid()).peaks());
    }

    private static boolean call(Session session, long number, int bodyBytes) throws JMSException {
        String wanted = "wanted-" + number;
        Queue queue = session.createQueue(QUEUE);
        try (MessageConsumer consumer = session.createConsumer(queue, "JMSCorrelationID = '" + wanted + "'");
                MessageProducer producer = session.createProducer(queue)) {
            BytesMessage message = session.createBytesMessage();
            message.setJMSCorrelationID(wanted);
            new MessageBody(bodyBytes).writeTo(message, 1, number, System.nanoTime());
            producer.send(message);
            Message received = consumer.receive(RECEIVE_MILLIS);
            if (received != null && !wanted.equals(received.getJMSCorrelationID())) {
                throw new IllegalStateException("Expected the message with correlation identifier " + wanted + ", but "
                        + received.getJMSCorrelationID() + " came.");
            }
            return received != null;
        }
    }
}
