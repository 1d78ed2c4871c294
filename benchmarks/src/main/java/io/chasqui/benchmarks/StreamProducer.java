package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/** One producing thread of a {@link StreamLoad}, with its own connection; its results are read after it has ended. */
final class StreamProducer implements Callable<Void> {

    private final ConnectionFactory factory;
    private final StreamShape shape;
    private final Traffic traffic;
    private final int number;
    private final MessageBody body;
    private final Histogram sendNanos = Latencies.histogram();
    private long sent;

    StreamProducer(ConnectionFactory factory, StreamShape shape, Traffic traffic, int number, MessageBody body) {
        this.factory = factory;
        this.shape = shape;
        this.traffic = traffic;
        this.number = number;
        this.body = body;
    }

    @Override
    public Void call() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = shape.transacted()
                        ? connection.createSession(true, Session.SESSION_TRANSACTED)
                        : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(StreamLoad.QUEUE))) {
            producer.setDeliveryMode(shape.deliveryMode());
            while (traffic.producing()) {
                traffic.awaitRoom();
                long beginNanos = System.nanoTime();
                long messages = shape.transacted() ? sendTransaction(session, producer) : sendOne(session, producer);
                long endNanos = System.nanoTime();
                traffic.sent(messages);
                if (traffic.measuring()) {
                    sendNanos.recordValue(endNanos - beginNanos);
                }
            }
        }
        return null;
    }

    private long sendTransaction(Session session, MessageProducer producer) throws JMSException {
        for (int message = 0; message < shape.transactionMessages(); message++) {
            sendOne(session, producer);
        }
        session.commit();
        return shape.transactionMessages();
    }

    private long sendOne(Session session, MessageProducer producer) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        body.writeTo(message, number, sent, System.nanoTime());
        producer.send(message);
        sent++;
        return 1;
    }

    /** Messages sent in all phases. */
    long sent() {
        return sent;
    }

    /** How long sends, or whole transactions, took in the measured phase. */
    Histogram sendNanos() {
        return sendNanos;
    }
}
