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
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The asking side of a {@link CallLoad}; its results are read after it has ended. */
final class CallRequester implements Callable<Void> {

    private static final long REPLY_LIMIT_MILLIS = 20_000;

    private final ConnectionFactory factory;
    private final CallShape shape;
    private final Traffic traffic;
    private final MessageBody body;
    private final Ledger replies = new Ledger(1);
    private final Histogram callNanos = Latencies.histogram();
    private long calls;

    CallRequester(ConnectionFactory factory, CallShape shape, Traffic traffic, MessageBody body) {
        this.factory = factory;
        this.shape = shape;
        this.traffic = traffic;
        this.body = body;
    }

    @Override
    public Void call() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(CallLoad.REQUESTS))) {
            Queue replyTo = shape.temporaryReplyQueue()
                    ? session.createTemporaryQueue()
                    : session.createQueue(CallLoad.REPLIES);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            try (MessageConsumer consumer = session.createConsumer(replyTo)) {
                connection.start();
                while (traffic.producing()) {
                    ask(session, producer, consumer, replyTo);
                    LockSupport.parkNanos(shape.pauseNanos());
                }
            }
        }
        return null;
    }

    private void ask(Session session, MessageProducer producer, MessageConsumer consumer, Queue replyTo)
            throws JMSException {
        long beginNanos = System.nanoTime();
        String correlation = Long.toString(calls);
        BytesMessage request = session.createBytesMessage();
        body.writeTo(request, 0, calls, beginNanos);
        request.setJMSReplyTo(replyTo);
        request.setJMSCorrelationID(correlation);
        producer.send(request);
        traffic.sent(1);
        Message reply = consumer.receive(REPLY_LIMIT_MILLIS);
        if (reply == null || !correlation.equals(reply.getJMSCorrelationID())) {
            throw new IllegalStateException("Expected the reply to request " + correlation + " within "
                    + REPLY_LIMIT_MILLIS + " ms, but " + reply + " came.");
        }
        body.readFrom(reply);
        if (traffic.measuring()) {
            callNanos.recordValue(System.nanoTime() - beginNanos);
        }
        replies.received(body);
        calls++;
        traffic.received(1);
    }

    /** Calls made in all phases. */
    long calls() {
        return calls;
    }

    /** The replies that came. */
    Ledger replies() {
        return replies;
    }

    /** How long calls took in the measured phase. */
    Histogram callNanos() {
        return callNanos;
    }
}
