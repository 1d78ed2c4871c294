package io.chasqui.testkit.history;

/**
 * The figures of a history.
 *
 * @param attempted messages whose send began
 * @param confirmed of these, those whose unit was confirmed
 * @param failed of these, those whose unit failed or was rolled back
 * @param unknown of these, those of whose unit nobody knows
 * @param received receipts
 * @param redelivered of these, those with {@code JMSRedelivered}
 * @param remaining messages that the final inspection found
 * @param setAside messages that were dead letters or expired, once for each place
 * @param kills how often the broker was killed
 */
public record HistorySummary(
        long attempted,
        long confirmed,
        long failed,
        long unknown,
        long received,
        long redelivered,
        long remaining,
        long setAside,
        int kills) {}
