package io.chasqui.benchmarks;

import jakarta.jms.DeliveryMode;
import org.jspecify.annotations.Nullable;

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
    /** Asynchronous sends; the send latency is that until the completion. */
    W3(
            "persistent queue, 1 / 1, CompletionListener with 1,000 in flight, MessageListener, DUPS_OK_ACKNOWLEDGE",
            Figure.SEND_P99_MICROS),
    /** Transactions of 100 messages on both sides; the send latency is that of a whole transaction. */
    W4("persistent queue, 1 producer / 1 consumer, transactions of 100 on both sides", Figure.SEND_P99_MICROS),
    /** Non-persistent messages, where the time until arrival says more than the time of the call. */
    W5("non-persistent queue, 1 producer / 1 consumer, AUTO_ACKNOWLEDGE", Figure.END_TO_END_P99_MICROS),
    /** Ten deliveries for each message sent. */
    W6(
            "persistent topic, 1 producer with synchronous send, 10 durable subscribers, AUTO_ACKNOWLEDGE; messages"
                    + " per second are deliveries",
            Figure.SEND_P99_MICROS),
    /** Each message matches the selector of one consumer. */
    W7(
            "non-persistent queue, 1 producer / 10 consumers with disjoint selectors, AUTO_ACKNOWLEDGE",
            Figure.END_TO_END_P99_MICROS),
    /** Request and reply over a temporary queue. */
    W8("non-persistent request/reply over a temporary queue, one at a time, pause of 1 ms", Figure.SEND_P99_MICROS),
    /** Request and reply over a named queue, without a pause. */
    W8F("non-persistent request/reply over a named queue, one at a time, no pause", Figure.SEND_P99_MICROS),
    /** Delayed messages that come due one after the other. */
    W10(
            "10,000 persistent messages that come due 1 ms apart; end to end is how late they come",
            Figure.END_TO_END_P99_MICROS),
    /** A program that opens everything for each message. */
    W12("Spring JmsTemplate without a pool, persistent queue, 1 sender / 1 receiver", Figure.SEND_P99_MICROS),
    /** Small bodies. */
    W13S("as W3, bodies of 100 bytes", Figure.SEND_P99_MICROS),
    /** Large bodies. */
    W13L("as W3, bodies of 64 KiB", Figure.SEND_P99_MICROS),
    /** W1 inside one process. */
    W14_W1("as W1, broker and client in one process", Figure.SEND_P99_MICROS),
    /** W3 inside one process. */
    W14_W3("as W3, broker and client in one process", Figure.SEND_P99_MICROS),
    /** W5 inside one process. */
    W14_W5("as W5, broker and client in one process", Figure.END_TO_END_P99_MICROS),
    /** W8 inside one process. */
    W14_W8("as W8, broker and client in one process", Figure.SEND_P99_MICROS),
    /** Looking for one message behind many others. */
    W15(
            "consumer with a correlation selector behind a backlog of others (--backlog); a send is the whole call:"
                    + " consumer, send, receive, close",
            Figure.SEND_P99_MICROS),
    /** A thousand who look. */
    W15K(
            "1,000 consumers with a correlation selector each behind the same backlog, where one message waits for each,"
                    + " then 9 more for each; a send is the making of one consumer",
            Figure.END_TO_END_P99_MICROS),
    /** The fast ones of W16 alone. */
    W16A("non-persistent, 2 queues with 1 / 1, at most 100 messages ahead", Figure.END_TO_END_P99_MICROS),
    /** The fast ones beside a slow one. */
    W16(
            "as W16A, beside a third queue whose consumer takes 10 ms per message and is 10,000 behind",
            Figure.END_TO_END_P99_MICROS);

    /** Asynchronous sends that may be under way at a time. */
    static final int IN_FLIGHT = 1_000;

    private static final long CALL_PAUSE_NANOS = 1_000_000;
    private static final int SMALL_BODY_BYTES = 100;
    private static final int LARGE_BODY_BYTES = 64 * 1024;

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

    /** Length of the bodies when this workload is about that; 0 when it takes what is asked for. */
    int ownBodyBytes() {
        return switch (this) {
            case W13S -> SMALL_BODY_BYTES;
            case W13L -> LARGE_BODY_BYTES;
            default -> 0;
        };
    }

    /** Whether the broker runs inside the client's process. */
    boolean embedded() {
        return name().startsWith("W14");
    }

    /** Whether sends are asynchronous. */
    boolean asynchronous() {
        return this == W3 || this == W13S || this == W13L || this == W14_W3;
    }

    /** Whether messages are delayed. */
    boolean delayed() {
        return this == W10;
    }

    /** Whether the client needs Spring. */
    boolean spring() {
        return this == W12;
    }

    /** What the machine can do without any JMS, to be measured beside this workload; null for none. */
    @Nullable
    Yardstick yardstick() {
        return switch (this) {
            case W3 -> Yardstick.JOURNAL;
            case W8 -> Yardstick.PING_PONG;
            case W14_W8 -> Yardstick.HAND_OFF;
            default -> null;
        };
    }

    /** The program that does the work. */
    Load load() {
        return switch (this) {
            case W1, W14_W1 -> new StreamLoad(StreamShape.queue(1, 1, DeliveryMode.PERSISTENT));
            case W2 -> new StreamLoad(StreamShape.queue(8, 8, DeliveryMode.PERSISTENT));
            case W3, W13S, W13L, W14_W3 ->
                new StreamLoad(StreamShape.queue(1, 1, DeliveryMode.PERSISTENT).asynchronous(IN_FLIGHT));
            case W4 ->
                new StreamLoad(StreamShape.queue(1, 1, DeliveryMode.PERSISTENT).inTransactions(100));
            case W5, W14_W5 -> new StreamLoad(StreamShape.queue(1, 1, DeliveryMode.NON_PERSISTENT));
            case W6 -> new StreamLoad(StreamShape.topic(1, 10));
            case W7 ->
                new StreamLoad(
                        StreamShape.queue(1, 10, DeliveryMode.NON_PERSISTENT).withSelectors());
            case W8, W14_W8 -> new CallLoad(new CallShape(true, CALL_PAUSE_NANOS));
            case W8F -> new CallLoad(new CallShape(false, 0));
            case W10 -> new DelayLoad();
            case W12 -> new TemplateLoad();
            case W15 -> new SearchLoad();
            case W15K -> new ManySearchersLoad();
            case W16A -> new SlowNeighbourLoad(false);
            case W16 -> new SlowNeighbourLoad(true);
        };
    }
}
