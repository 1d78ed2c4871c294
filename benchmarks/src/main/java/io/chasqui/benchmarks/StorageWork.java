package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The steps of a storage run on the client's side; keeps the ledger of all of them. One thread. */
final class StorageWork {

    private static final String QUEUE_PREFIX = "storage.";
    private static final String PINNED = "storage.pinned";
    private static final long CONNECT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CONNECT_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long RECEIVE_MILLIS = 30_000;
    private static final long NOTHING_MORE_MILLIS = 500;
    private static final int TRAFFIC_TRANSACTION_MESSAGES = 100;
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    private final ConnectionFactory factory;
    private final StorageSettings settings;
    private final StorageWorkload.Size size;
    private final MessageBody body;
    private final Ledger ledger;
    private final Clock clock = Clock.systemUTC();
    private long filled;
    private boolean pinned;
    private final long[] receivedByQueue;
    private String trafficVerdict = RunResult.CORRECT;

    StorageWork(ConnectionFactory factory, StorageSettings settings) {
        this.factory = factory;
        this.settings = settings;
        this.size = settings.size();
        this.body = new MessageBody(size.bodyBytes());
        this.ledger = new Ledger(size.queues());
        this.receivedByQueue = new long[size.queues()];
    }

    /** Sends everything, the messages of many queues interleaved; see {@link StorageCommand#FILL}. */
    String fill() throws JMSException {
        long beginNanos = System.nanoTime();
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null)) {
            List<Queue> queues = new ArrayList<>();
            for (int queue = 0; queue < size.queues(); queue++) {
                queues.add(session.createQueue(QUEUE_PREFIX + queue));
            }
            for (int number = 0; number < size.messagesEach(); number++) {
                for (int queue = 0; queue < size.queues(); queue++) {
                    BytesMessage message = session.createBytesMessage();
                    body.writeTo(message, queue, number, beginNanos);
                    producer.send(queues.get(queue), message);
                    countFilled(session);
                }
            }
            session.commit();
        }
        return Long.toString(System.nanoTime() - beginNanos);
    }

    private void countFilled(Session session) throws JMSException {
        filled++;
        if (filled % settings.transactionMessages() == 0) {
            session.commit();
        }
    }

    /** Connects until it works and receives one message; see {@link StorageCommand#FIRST}. */
    String first() throws JMSException {
        long limitNanos = System.nanoTime() + CONNECT_LIMIT_NANOS;
        while (true) {
            try {
                return Long.toString(micros(receiveFirst()));
            } catch (JMSException e) {
                if (System.nanoTime() - limitNanos > 0) {
                    throw e;
                }
                LockSupport.parkNanos(CONNECT_PAUSE_NANOS);
            }
        }
    }

    private Instant receiveFirst() throws JMSException {
        int queue = size.queues() / 2;
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE_PREFIX + queue))) {
            connection.start();
            Message message = consumer.receive(RECEIVE_MILLIS);
            Instant now = clock.instant();
            if (message == null) {
                throw new IllegalStateException("no message came within " + RECEIVE_MILLIS + " ms of a connection");
            }
            take(message);
            session.commit();
            return now;
        }
    }

    private void take(Message message) throws JMSException {
        body.readFrom(message);
        ledger.received(body);
        receivedByQueue[body.producer()]++;
    }

    /** Receives everything else; see {@link StorageCommand#DRAIN}. */
    String drain() throws JMSException {
        long beginNanos = System.nanoTime();
        long received = 0;
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            for (int queue = 0; queue < size.queues(); queue++) {
                received = drain(session, queue, received);
            }
            session.commit();
        }
        long nanos = System.nanoTime() - beginNanos;
        Instant end = clock.instant();
        lookForMore();
        return nanos + " " + micros(end) + " " + received;
    }

    private long drain(Session session, int queue, long receivedBefore) throws JMSException {
        long received = receivedBefore;
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE_PREFIX + queue))) {
            while (receivedByQueue[queue] < size.messagesEach()) {
                Message message = consumer.receive(RECEIVE_MILLIS);
                if (message == null) {
                    return received; // the verdict will tell
                }
                take(message);
                received++;
                if (received % settings.transactionMessages() == 0) {
                    session.commit();
                }
            }
        }
        return received;
    }

    /** What comes now comes twice; looked for in the first and in the last queue. */
    private void lookForMore() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            lookForMore(session, 0);
            lookForMore(session, size.queues() - 1);
        }
    }

    private void lookForMore(Session session, int queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE_PREFIX + queue))) {
            Message message = consumer.receive(NOTHING_MORE_MILLIS);
            while (message != null) {
                take(message);
                message = consumer.receive(NOTHING_MORE_MILLIS);
            }
        }
    }

    /** Traffic beside a pinned message; see {@link StorageCommand#TRAFFIC}. */
    String traffic() throws JMSException, ExecutionException, InterruptedException {
        pin();
        var shape = StreamShape.queue(1, 1, DeliveryMode.PERSISTENT).inTransactions(TRAFFIC_TRANSACTION_MESSAGES);
        var traffic = new Traffic(settings.aheadMessages());
        List<StreamSender> senders =
                List.of(new StreamProducer(factory, shape, traffic, 0, new MessageBody(size.bodyBytes())));
        List<StreamReceiver> receivers =
                List.of(new StreamConsumer(factory, shape, traffic, 0, new MessageBody(size.bodyBytes())));
        try (var sending = new Crew();
                var receiving = new Crew()) {
            receivers.forEach(receiving::start);
            senders.forEach(sending::start);
            sending.pause(Duration.ofSeconds(settings.seconds()));
            long received = traffic.receivedMessages();
            traffic.stopProducing();
            if (!sending.join(END_LIMIT)) {
                throw new IllegalStateException("a commit did not return within " + END_LIMIT);
            }
            traffic.allSent();
            if (!receiving.join(END_LIMIT)) {
                throw new IllegalStateException("the queue was not drained within " + END_LIMIT);
            }
            trafficVerdict = StreamLoad.verdict(shape, senders, receivers);
            return Double.toString(received / (double) settings.seconds());
        }
    }

    private void pin() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(PINNED))) {
            BytesMessage message = session.createBytesMessage();
            body.writeTo(message, 0, 0, System.nanoTime());
            producer.send(message);
        }
        pinned = true;
    }

    /** What the check of every message says; receives the pinned message if there is one. */
    String verdict() throws JMSException {
        if (!trafficVerdict.equals(RunResult.CORRECT)) {
            return trafficVerdict;
        }
        if (pinned) {
            unpin();
        }
        List<Long> sent = new ArrayList<>();
        for (int queue = 0; queue < size.queues(); queue++) {
            sent.add((long) size.messagesEach());
        }
        return Ledger.verdict(List.of(ledger), sent);
    }

    private void unpin() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(PINNED))) {
            connection.start();
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                take(message);
            }
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
