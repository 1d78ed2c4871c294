package io.chasqui.benchmarks;

import jakarta.jms.DeliveryMode;

/**
 * Producers that send to one destination as fast as they are let, consumers that receive from it.
 *
 * @param destination name of the queue or topic
 * @param durableTopic whether it is a topic and each consumer a durable subscriber of it; otherwise a queue
 * @param producers producing threads, each with its own connection and session
 * @param consumers consuming threads, each with its own connection and session
 * @param deliveryMode a constant of {@link DeliveryMode}
 * @param transactionMessages messages per transaction on both sides; 0 means no transactions
 * @param inFlight asynchronous sends under way at a time, received by a listener; 0 means synchronous sends
 * @param selecting whether each consumer has a selector of its own, and each message matches one of them
 * @param consumerPauseNanos what a consumer does for each message as long as producers send
 */
record StreamShape(
        String destination,
        boolean durableTopic,
        int producers,
        int consumers,
        int deliveryMode,
        int transactionMessages,
        int inFlight,
        boolean selecting,
        long consumerPauseNanos) {

    /** The message property that selectors look at. */
    static final String LANE = "lane";

    private static final String NAME = "benchmark.stream";

    /** A queue with synchronous sends and consumers that acknowledge each message. */
    static StreamShape queue(int producers, int consumers, int deliveryMode) {
        return new StreamShape(NAME, false, producers, consumers, deliveryMode, 0, 0, false, 0);
    }

    /** A topic with persistent synchronous sends and durable subscribers. */
    static StreamShape topic(int producers, int subscribers) {
        return new StreamShape(NAME, true, producers, subscribers, DeliveryMode.PERSISTENT, 0, 0, false, 0);
    }

    /** The same with transactions on both sides. */
    StreamShape inTransactions(int messages) {
        return new StreamShape(
                destination, durableTopic, producers, consumers, deliveryMode, messages, inFlight, selecting, 0);
    }

    /** The same with asynchronous sends and listeners that acknowledge lazily. */
    StreamShape asynchronous(int sendsInFlight) {
        return new StreamShape(
                destination, durableTopic, producers, consumers, deliveryMode, 0, sendsInFlight, selecting, 0);
    }

    /** The same with one selector for each consumer. */
    StreamShape withSelectors() {
        return new StreamShape(
                destination, durableTopic, producers, consumers, deliveryMode, transactionMessages, inFlight, true, 0);
    }

    /** The same on another destination. */
    StreamShape on(String name) {
        return new StreamShape(
                name,
                durableTopic,
                producers,
                consumers,
                deliveryMode,
                transactionMessages,
                inFlight,
                selecting,
                consumerPauseNanos);
    }

    /** The same with slow consumers. */
    StreamShape slowedBy(long pauseNanos) {
        return new StreamShape(
                destination,
                durableTopic,
                producers,
                consumers,
                deliveryMode,
                transactionMessages,
                inFlight,
                selecting,
                pauseNanos);
    }

    /** Whether both sides use transacted sessions. */
    boolean transacted() {
        return transactionMessages > 0;
    }

    /** Whether sends are asynchronous and a listener receives. */
    boolean asynchronous() {
        return inFlight > 0;
    }

    /** How many consumers get each message. */
    int copies() {
        return durableTopic ? consumers : 1;
    }
}
