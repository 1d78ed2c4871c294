package io.chasqui.benchmarks;

import jakarta.jms.DeliveryMode;

/**
 * The workloads that can be run, by the names that the performance page uses.
 *
 * <p>A constant says what is sent and which latency the result is judged by; the {@link Load} it makes does the work.
 */
enum Workload {
    /** One producer, one consumer, each send forced before it returns. */
    W1("persistent queue, 1 producer / 1 consumer, synchronous send, AUTO_ACKNOWLEDGE", Figure.SEND_P99_MICROS),
    /** Eight producers and eight consumers on one queue, each on its own connection. */
    W2("persistent queue, 8 producers / 8 consumers, synchronous send, AUTO_ACKNOWLEDGE", Figure.SEND_P99_MICROS),
    /** Transactions of 100 messages on both sides; the send latency is that of a whole transaction. */
    W4("persistent queue, 1 producer / 1 consumer, transactions of 100 on both sides", Figure.SEND_P99_MICROS),
    /** Non-persistent messages, where the time until arrival says more than the time of the call. */
    W5("non-persistent queue, 1 producer / 1 consumer, AUTO_ACKNOWLEDGE", Figure.END_TO_END_P99_MICROS),
    /** Request and reply over a temporary queue. */
    W8("non-persistent request/reply over a temporary queue, one at a time, pause of 1 ms", Figure.SEND_P99_MICROS),
    /** Request and reply over a named queue, without a pause. */
    W8F("non-persistent request/reply over a named queue, one at a time, no pause", Figure.SEND_P99_MICROS);

    private static final long CALL_PAUSE_NANOS = 1_000_000;

    private final String description;
    private final Figure judgedLatency;

    Workload(String description, Figure judgedLatency) {
        this.description = description;
        this.judgedLatency = judgedLatency;
    }

    /** What is done, in the words of the report. */
    String description() {
        return description;
    }

    /** The 99th percentile that stands for this workload in the table of ratios. */
    Figure judgedLatency() {
        return judgedLatency;
    }

    /** The program that does the work. */
    Load load() {
        return switch (this) {
            case W1 -> stream(1, 1, DeliveryMode.PERSISTENT, 0);
            case W2 -> stream(8, 8, DeliveryMode.PERSISTENT, 0);
            case W4 -> stream(1, 1, DeliveryMode.PERSISTENT, 100);
            case W5 -> stream(1, 1, DeliveryMode.NON_PERSISTENT, 0);
            case W8 -> new CallLoad(new CallShape(true, CALL_PAUSE_NANOS));
            case W8F -> new CallLoad(new CallShape(false, 0));
        };
    }

    private static Load stream(int producers, int consumers, int deliveryMode, int transactionMessages) {
        return new StreamLoad(new StreamShape(producers, consumers, deliveryMode, transactionMessages));
    }
}
