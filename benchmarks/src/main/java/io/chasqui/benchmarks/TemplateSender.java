package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import org.HdrHistogram.Histogram;
import org.springframework.jms.core.JmsTemplate;

/** Sends with a {@code JmsTemplate} until told to stop. */
final class TemplateSender implements StreamSender {

    /** The queue of both ends. */
    static final String QUEUE = "benchmark.template";

    private final JmsTemplate template;
    private final Traffic traffic;
    private final MessageBody body;
    private final Histogram sendNanos = Latencies.histogram();
    private long sent;

    TemplateSender(ConnectionFactory factory, Traffic traffic, MessageBody body) {
        this.template = new JmsTemplate(factory);
        this.traffic = traffic;
        this.body = body;
    }

    @Override
    public Void call() {
        while (traffic.producing()) {
            traffic.awaitRoom();
            long beginNanos = System.nanoTime();
            template.send(QUEUE, session -> {
                BytesMessage message = session.createBytesMessage();
                body.writeTo(message, 0, sent, beginNanos);
                return message;
            });
            if (traffic.measuring()) {
                sendNanos.recordValue(System.nanoTime() - beginNanos);
            }
            sent++;
            traffic.sent(1);
        }
        return null;
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
