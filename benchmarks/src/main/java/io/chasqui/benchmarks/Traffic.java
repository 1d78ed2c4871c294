package io.chasqui.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What producers and consumers of one run share: the phase they are in and how much has passed.
 *
 * <p>Keeps producers at most a given number of messages ahead of the consumers, so that a run measures what the broker
 * passes on, not how fast it can be filled. Safe for use by all threads.
 */
final class Traffic {

    private static final long AHEAD_PAUSE_NANOS = 50_000;
    private static final long CONSUMER_PAUSE_MILLIS = 20;

    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final int aheadMessages;
    private final int copies;
    private final CountDownLatch consumersToCome;
    private volatile boolean measuring;
    private volatile boolean producing = true;
    private volatile boolean complete;

    /** Traffic in which each message has one receiver and producers do not wait for consumers to be there. */
    Traffic(int aheadMessages) {
        this(aheadMessages, 1, 0);
    }

    /**
     * Any traffic.
     *
     * @param aheadMessages how many messages the producers may be ahead of the consumers
     * @param copies how many consumers get each message
     * @param consumers how many consumers must be there before the producers begin
     */
    Traffic(int aheadMessages, int copies, int consumers) {
        this.aheadMessages = aheadMessages;
        this.copies = copies;
        this.consumersToCome = new CountDownLatch(consumers);
    }

    /** A consumer is there. */
    void consumerReady() {
        consumersToCome.countDown();
    }

    /** Waits until all consumers are there. */
    void awaitConsumers() throws InterruptedException {
        while (producing && !consumersToCome.await(CONSUMER_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            // until one of the two holds
        }
    }

    /** Waits while the producers are too far ahead; not part of any latency. */
    void awaitRoom() {
        while (sent.sum() - received.sum() / copies > aheadMessages && producing) {
            LockSupport.parkNanos(AHEAD_PAUSE_NANOS);
        }
    }

    /** Counts messages whose send, or commit, has returned. */
    void sent(long messages) {
        sent.add(messages);
    }

    /** Counts messages that a consumer holds, or has committed. */
    void received(long messages) {
        received.add(messages);
    }

    /** Messages sent so far, in all phases. */
    long sentMessages() {
        return sent.sum();
    }

    /** Messages received so far, in all phases. */
    long receivedMessages() {
        return received.sum();
    }

    /** Whether latencies are to be recorded now. */
    boolean measuring() {
        return measuring;
    }

    /** Begins or ends the measured phase. */
    void measure(boolean now) {
        measuring = now;
    }

    /** Whether producers go on. */
    boolean producing() {
        return producing;
    }

    /** Ends the producers after the message they are at. */
    void stopProducing() {
        producing = false;
    }

    /** Tells the consumers that no further message will be sent. */
    void allSent() {
        complete = true;
    }

    /** Whether all messages were sent and all copies of them received. */
    boolean drained() {
        return complete && received.sum() >= sent.sum() * copies;
    }

    /** Whether no further message will be sent. */
    boolean complete() {
        return complete;
    }
}
