package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;

/** Sends outside of transactions; every n-th message is not persistent. */
final class SingleSends implements Turn {
    /** What one producer works with. */
    record Tools(Scene scene, Notebook notebook, MessageMaker maker, Budget budget) {}

    private final Tools tools;
    private final Session session;
    private final MessageProducer producer;
    private final String destination;
    private final int volatileEvery;
    private int count;

    SingleSends(Tools tools, Session session, MessageProducer producer, String destination, int volatileEvery) {
        this.tools = tools;
        this.session = session;
        this.producer = producer;
        this.destination = destination;
        this.volatileEvery = volatileEvery;
    }

    @Override
    public boolean run() throws JMSException {
        if (tools.budget().take(1)) {
            send();
        }
        return tools.scene().producing();
    }

    private void send() throws JMSException {
        boolean persistent = volatileEvery == 0 || ++count % volatileEvery != 0;
        MessageMaker.Made made = tools.maker().next(session);
        producer.setDeliveryMode(persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        tools.notebook().sending(made, destination, persistent);
        try {
            producer.send(made.message());
            tools.notebook().settle(Outcome.CONFIRMED);
        } catch (ResourceAllocationException e) {
            tools.notebook().settle(Outcome.FAILED);
            tools.scene().trouble(made.key().toString(), e);
        } catch (JMSException e) {
            tools.notebook().settle(Outcome.UNKNOWN);
            throw e;
        }
    }
}
