package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.springframework.jms.core.JmsTemplate;

/** Receives with a {@code JmsTemplate} until everything was received. */
final class TemplateReceiver implements StreamReceiver {

    private static final long RECEIVE_MILLIS = 300;
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final JmsTemplate template;
    private final Traffic traffic;
    private final MessageBody body;
    private final Ledger ledger = new Ledger(1);
    private final Histogram arrivalNanos = Latencies.histogram();

    TemplateReceiver(ConnectionFactory factory, Traffic traffic, MessageBody body) {
        this.template = new JmsTemplate(factory);
        this.traffic = traffic;
        this.body = body;
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
                more = !traffic.drained() && (!traffic.complete() || nowNanos - lastNanos < LOST_AFTER_NANOS);
                continue;
            }
            lastNanos = nowNanos;
            body.readFrom(message);
            if (traffic.measuring()) {
                arrivalNanos.recordValue(Math.max(0, nowNanos - body.sentNanos()));
            }
            ledger.received(body);
            traffic.received(1);
        }
        return null;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Histogram arrivalNanos() {
        return arrivalNanos;
    }
}
