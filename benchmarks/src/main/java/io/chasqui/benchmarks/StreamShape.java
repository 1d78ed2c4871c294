package io.chasqui.benchmarks;

/**
 * Producers that send to one queue as fast as they are let, consumers that receive from it.
 *
 * @param producers producing threads, each with its own connection and session
 * @param consumers consuming threads, each with its own connection and session
 * @param deliveryMode a constant of {@link jakarta.jms.DeliveryMode}
 * @param transactionMessages messages per transaction on both sides; 0 means no transactions
 */
record StreamShape(int producers, int consumers, int deliveryMode, int transactionMessages) {

    /** Whether both sides use transacted sessions. */
    boolean transacted() {
        return transactionMessages > 0;
    }
}
