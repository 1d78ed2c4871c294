package io.chasqui.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One consuming thread of a {@link StreamLoad}, with its own connection; its results are read after it has ended. */
final class StreamConsumer implements StreamReceiver {

    /** How long a consumer waits before it looks whether all is done; also how long it watches for duplicates. */
    private static final long RECEIVE_MILLIS = 300;

    private final ConnectionFactory factory;
    private final StreamShape shape;
    private final Traffic traffic;
    private final int number;
    private final Arrivals arrivals;
    private long uncommitted;

    StreamConsumer(ConnectionFactory factory, StreamShape shape, Traffic traffic, int number, MessageBody body) {
        this.factory = factory;
        this.shape = shape;
        this.traffic = traffic;
        this.number = number;
        this.arrivals = new Arrivals(traffic, body, shape.producers());
    }

    @Override
    public Void call() throws JMSException {
        var ends = new StreamEnds(shape);
        try (Connection connection = ends.consumerConnection(factory, number);
                Session session = ends.session(connection);
                MessageConsumer consumer = ends.consumer(session, number)) {
            connection.start();
            traffic.consumerReady();
            receiveAll(session, consumer);
        }
        return null;
    }

    private void receiveAll(Session session, MessageConsumer consumer) throws JMSException {
        long lastNanos = System.nanoTime();
        boolean more = true;
        while (more) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message == null) {
                commit(session);
                more = arrivals.goOn(lastNanos);
            } else {
                lastNanos = System.nanoTime();
                take(session, message, lastNanos);
            }
        }
    }

    private void take(Session session, Message message, long nowNanos) throws JMSException {
        arrivals.note(message, nowNanos);
        if (shape.consumerPauseNanos() > 0 && traffic.producing()) {
            LockSupport.parkNanos(shape.consumerPauseNanos());
        }
        uncommitted++;
        if (uncommitted >= shape.transactionMessages()) {
            commit(session);
        }
    }

    private void commit(Session session) throws JMSException {
        if (uncommitted > 0 && shape.transacted()) {
            session.commit();
        }
        traffic.received(uncommitted);
        uncommitted = 0;
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
