package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.HdrHistogram.Histogram;
import org.springframework.jms.core.JmsTemplate;

/** Receives with a {@code JmsTemplate} until everything was received. */
final class TemplateReceiver implements StreamReceiver {

    private static final long RECEIVE_MILLIS = 300;

    private final JmsTemplate template;
    private final Traffic traffic;
    private final Arrivals arrivals;

    TemplateReceiver(ConnectionFactory factory, Traffic traffic, MessageBody body) {
        this.template = new JmsTemplate(factory);
        this.traffic = traffic;
        this.arrivals = new Arrivals(traffic, body, 1);
        template.setReceiveTimeout(RECEIVE_MILLIS);
    }

    @Override
    public Void call() throws JMSException {
        long lastNanos = System.nanoTime();
        boolean more = true;
        while (more) {
            Message message = template.receive(TemplateSender.QUEUE);
            long nowNanos = System.nanoTime();
            if (message == null) {
                more = arrivals.goOn(lastNanos);
            } else {
                lastNanos = nowNanos;
                arrivals.note(message, nowNanos);
                traffic.received(1);
            }
        }
        return null;
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
