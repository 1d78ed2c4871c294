package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;

/**
 * A thousand consumers at once, each with a selector for its own correlation identifier, on a queue where one message for
 * each of them lies behind very many that nobody wants: how long until every one has its message. Then nine more messages
 * for each of them, one at a time; the rate is that of these arrivals.
 */
final class ManySearchersLoad implements Load {

    private static final int CONSUMERS = 1_000;
    private static final int MESSAGES_EACH = 10;
    private static final long SETUP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ARRIVAL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final long WATCH_MILLIS = 1;

    private final Histogram makingNanos = Latencies.histogram();
    private final Histogram arrivalNanos = Latencies.histogram();
    private final ReentrantLock histogramLock = new ReentrantLock();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        try (Connection connection = factory.createConnection();
                Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Backlog.fill(factory, SearchLoad.QUEUE, settings.backlogMessages(), settings.bodyBytes());
            sendAll(sending, 0, CONSUMERS, settings.bodyBytes());
            connection.start();
            long searchBeginNanos = System.nanoTime();
            long setupNanos = openConsumers(connection, settings.bodyBytes());
            if (setupNanos > SETUP_LIMIT_NANOS) {
                return RunResult.failed("making 1,000 consumers took more than 60 s");
            }
            if (!await(CONSUMERS, searchBeginNanos + ARRIVAL_LIMIT_NANOS)) {
                return RunResult.failed(
                        (CONSUMERS - arrived.get()) + " of 1,000 consumers did not get their message within 180 s");
            }
            long searchNanos = System.nanoTime() - searchBeginNanos;
            long beginNanos = System.nanoTime();
            sendAll(sending, CONSUMERS, CONSUMERS * MESSAGES_EACH, settings.bodyBytes());
            boolean all = await(CONSUMERS * MESSAGES_EACH, beginNanos + ARRIVAL_LIMIT_NANOS);
            double seconds = (System.nanoTime() - beginNanos) / (double) TimeUnit.SECONDS.toNanos(1);
            String verdict = all && wrong.get() == 0
                    ? RunResult.CORRECT
                    : (CONSUMERS * MESSAGES_EACH - arrived.get()) + " missing, " + wrong.get()
                            + " at the wrong consumer";
            return new RunResult(Latencies.ofArrivals(List.of(arrivalNanos)), verdict)
                    .with(Latencies.ofSends(List.of(makingNanos)))
                    .with(Map.of(
                            Figure.MESSAGES_PER_SECOND, (arrived.get() - CONSUMERS) / seconds,
                            Figure.SETUP_MILLIS, (double) TimeUnit.NANOSECONDS.toMillis(setupNanos),
                            Figure.SEARCH_MILLIS, (double) TimeUnit.NANOSECONDS.toMillis(searchNanos),
                            Figure.CHECKED_MESSAGES, (double) arrived.get()))
                    .with(Snapshot.of(new Traffic(0), settings.brokerPid()).peaks());
        } catch (JMSException e) {
            throw new ExecutionException(e);
        }
    }

    /** Makes the consumers, each in a session of its own, until the time is over; closing the connection closes them. */
    private long openConsumers(Connection connection, int bodyBytes) throws JMSException {
        long beginNanos = System.nanoTime();
        for (int number = 0; number < CONSUMERS && System.nanoTime() - beginNanos <= SETUP_LIMIT_NANOS; number++) {
            long oneNanos = System.nanoTime();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            String wanted = "wanted-" + number;
            var body = new MessageBody(bodyBytes);
            session.createConsumer(session.createQueue(SearchLoad.QUEUE), "JMSCorrelationID = '" + wanted + "'")
                    .setMessageListener(message -> take(message, wanted, body));
            makingNanos.recordValue(System.nanoTime() - oneNanos);
        }
        return System.nanoTime() - beginNanos;
    }

    private void take(Message message, String wanted, MessageBody body) {
        try {
            body.readFrom(message);
            if (!wanted.equals(message.getJMSCorrelationID())) {
                wrong.incrementAndGet();
            }
        } catch (JMSException | IllegalStateException e) {
            wrong.incrementAndGet();
            return;
        }
        if (body.sequence() < CONSUMERS) {
            arrived.incrementAndGet();
            return;
        }
        histogramLock.lock();
        try {
            arrivalNanos.recordValue(Math.max(0, System.nanoTime() - body.sentNanos()));
        } finally {
            histogramLock.unlock();
        }
        arrived.incrementAndGet();
    }

    private static void sendAll(Session session, int from, int to, int bodyBytes) throws JMSException {
        var body = new MessageBody(bodyBytes);
        try (MessageProducer producer = session.createProducer(session.createQueue(SearchLoad.QUEUE))) {
            for (int number = from; number < to; number++) {
                BytesMessage message = session.createBytesMessage();
                message.setJMSCorrelationID("wanted-" + number % CONSUMERS);
                body.writeTo(message, 1, number, System.nanoTime());
                producer.send(message);
            }
        }
    }

    private boolean await(int messages, long deadlineNanos) throws InterruptedException {
        while (arrived.get() < messages) {
            if (System.nanoTime() > deadlineNanos) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        }
        return true;
    }
}
