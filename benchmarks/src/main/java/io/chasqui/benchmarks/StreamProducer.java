package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.HdrHistogram.Histogram;

/** One producing thread of a {@link StreamLoad}, with its own connection; its results are read after it has ended. */
final class StreamProducer implements StreamSender {

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
    public Void call() throws JMSException, InterruptedException {
        var ends = new StreamEnds(shape);
        try (Connection connection = factory.createConnection();
                Session session = ends.session(connection);
                MessageProducer producer = session.createProducer(ends.destination(session))) {
            producer.setDeliveryMode(shape.deliveryMode());
            traffic.awaitConsumers();
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
        if (shape.selecting()) {
            message.setIntProperty(StreamShape.LANE, (int) (sent % shape.consumers()));
        }
        body.writeTo(message, number, sent, System.nanoTime());
        producer.send(message);
        sent++;
        return 1;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public Histogram sendNanos() {
        return sendNanos;
    }
}
