package io.chasqui.benchmarks;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What one receiver notes of each message, and whether more may come. For one thread at a time. */
final class Arrivals {

    /** How long nothing may come after the last send before the rest counts as lost. */
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Traffic traffic;
    private final MessageBody body;
    private final Ledger ledger;
    private final Histogram nanos = Latencies.histogram();

    /**
     * Of a receiver to which nothing has come yet.
     *
     * @param traffic what it shares with others
     * @param body reads bodies
     * @param producers how many send to it
     */
    Arrivals(Traffic traffic, MessageBody body, int producers) {
        this.traffic = traffic;
        this.body = body;
        this.ledger = new Ledger(producers);
    }

    /** A message was there at that time; whether it counts as received is for the receiver to say. */
    void note(Message message, long nowNanos) throws JMSException {
        body.readFrom(message);
        if (traffic.measuring()) {
            nanos.recordValue(Math.max(0, nowNanos - body.sentNanos()));
        }
        ledger.received(body);
    }

    /** Whether something may still come when the last message was there at that time. */
    boolean goOn(long lastNanos) {
        return !traffic.drained() && (!traffic.complete() || System.nanoTime() - lastNanos < LOST_AFTER_NANOS);
    }

    /** What came. */
    Ledger ledger() {
        return ledger;
    }

    /** How long messages took in the measured phase. */
    Histogram nanos() {
        return nanos;
    }
}
