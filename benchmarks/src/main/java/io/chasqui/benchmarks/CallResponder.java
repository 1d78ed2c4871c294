package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.Callable;

/** The answering side of a {@link CallLoad}: sends each body back; its results are read after it has ended. */
final class CallResponder implements Callable<Void> {

    private static final long RECEIVE_MILLIS = 300;

    private final ConnectionFactory factory;
    private final Traffic traffic;
    private final MessageBody body;
    private final Ledger requests = new Ledger(1);

    CallResponder(ConnectionFactory factory, Traffic traffic, MessageBody body) {
        this.factory = factory;
        this.traffic = traffic;
        this.body = body;
    }

    @Override
    public Void call() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(CallLoad.REQUESTS));
                MessageProducer producer = session.createProducer(null)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            connection.start();
            while (!traffic.complete()) {
                Message request = consumer.receive(RECEIVE_MILLIS);
                if (request != null) {
                    answer(session, producer, request);
                }
            }
        }
        return null;
    }

    private void answer(Session session, MessageProducer producer, Message request) throws JMSException {
        body.readFrom(request);
        requests.received(body);
        BytesMessage reply = session.createBytesMessage();
        body.writeTo(reply, body.producer(), body.sequence(), body.sentNanos());
        reply.setJMSCorrelationID(request.getJMSCorrelationID());
        producer.send(request.getJMSReplyTo(), reply);
    }

    /** The requests that came. */
    Ledger requests() {
        return requests;
    }
}
