package io.chasqui.testkit.history;

/** The promises that {@link HistoryChecker} knows. */
public enum ViolationKind {
    /** A message that was accepted was neither consumed nor found at the end. */
    LOST,
    /** A message came although its send had failed or been rolled back. */
    FAILED_BUT_APPEARED,
    /** A message came that nobody had sent. */
    NEVER_SENT,
    /** A message came from a source that should not have got it. */
    MISROUTED,
    /** Body or properties are not what was sent. */
    CONTENT_CHANGED,
    /** One send became two messages. */
    SENT_TWICE,
    /** A message came more than once without {@code JMSRedelivered}. */
    DUPLICATE_WITHOUT_FLAG,
    /** A message came flagged although it had never come before and the broker had never crashed. */
    FLAG_WITHOUT_DELIVERY,
    /** {@code JMSXDeliveryCount} does not grow, or contradicts {@code JMSRedelivered}. */
    DELIVERY_COUNT,
    /** A message came again, or was found, after its acknowledgement or commit had returned. */
    REDELIVERED_AFTER_ACKNOWLEDGE,
    /** A message was acknowledged in two units. */
    CONSUMED_TWICE,
    /** First deliveries of one consumer were not in the order of sending. */
    OUT_OF_ORDER,
    /** A transaction took effect in part. */
    TORN_TRANSACTION,
    /** A message of a transaction came before the transaction was committed. */
    SEEN_BEFORE_COMMIT,
    /** A message came before its delivery time. */
    DELIVERED_EARLY,
    /** A message came after its expiration. */
    DELIVERED_EXPIRED,
    /** {@code JMSExpiration} is not what was sent. */
    EXPIRATION_CHANGED,
    /** A message became a dead letter before its last delivery, or expired before its time. */
    SET_ASIDE_EARLY,
    /** A message that was set aside was consumed, kept or set aside elsewhere too. */
    SET_ASIDE_TWICE,
    /** Two consumers had messages of one group at the same time. */
    GROUP_SPLIT
}
