package io.chasqui.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The header fields that a producer decides and that travel inside the sealed message (Jakarta Messaging 3.1 §3.4).
 * What changes per delivery (count, redelivered) travels beside it.
 *
 * @param identity origin of {@code JMSMessageID}
 * @param identifierDisabled whether {@code JMSMessageID} is to be null (§7.12)
 * @param destination where the message was sent
 * @param persistent {@code JMSDeliveryMode}
 * @param priority 0 (lowest) to 9
 * @param timestampMillis broker time of the send, 0 when disabled
 * @param expirationMillis broker time after which it is not delivered, 0 for never
 * @param deliveryTimeMillis broker time before which it is not delivered, 0 for at once
 * @param correlation {@code JMSCorrelationID} or null
 * @param replyTo {@code JMSReplyTo} or null
 * @param type {@code JMSType} or null
 */
public record MessageHeaders(
        MessageIdentity identity,
        boolean identifierDisabled,
        Destination destination,
        boolean persistent,
        int priority,
        long timestampMillis,
        long expirationMillis,
        long deliveryTimeMillis,
        @Nullable String correlation,
        @Nullable Destination replyTo,
        @Nullable String type) {}
