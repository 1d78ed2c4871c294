package io.chasqui.testkit.history;

/**
 * What a consumer got.
 *
 * @param source name of the {@link Source} it came from
 * @param consumer name of the consumer
 * @param key the sender's name for the message
 * @param messageId {@code JMSMessageID}
 * @param redelivered {@code JMSRedelivered}
 * @param deliveryCount {@code JMSXDeliveryCount}, from 1
 * @param digest fingerprint of body and properties, see {@link ContentDigest}
 * @param unit what acknowledges it
 * @param receivedAtMillis the wall clock when it came, in milliseconds; 0 if nobody looked
 * @param expirationMillis {@code JMSExpiration}
 */
public record Receipt(
        String source,
        String consumer,
        MessageKey key,
        String messageId,
        boolean redelivered,
        int deliveryCount,
        String digest,
        WorkUnit unit,
        long receivedAtMillis,
        long expirationMillis) {}
