package io.chasqui.broker.destination;

import io.chasqui.broker.journal.Durability;
import io.chasqui.protocol.message.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What is promised about messages of a destination, and what happens to those that cannot be processed or are not wanted
 * in time. Start from
 * {@link #DEFAULT} and change what has to be different.
 *
 * @param maxDeliveries after how many failed deliveries a message goes to the dead-letter queue, 0 for never
 * @param backOff how long a message waits between its deliveries
 * @param deadLetterQueue name of the dead-letter queue; <code>{name}</code> in it stands for the destination's name
 * @param expiryQueue name of the queue that gets expired messages, likewise; null to delete them
 * @param durability what confirmations and deliveries of its messages wait for; null for what the broker promises
 * @param limit how much it may hold
 */
public record DestinationPolicy(
        int maxDeliveries,
        RedeliveryBackOff backOff,
        String deadLetterQueue,
        @Nullable String expiryQueue,
        @Nullable Durability durability,
        DestinationLimit limit) {
    /** Ten deliveries with the default back-off, then {@code DLQ.<name>}; expired messages are deleted. */
    public static final DestinationPolicy DEFAULT =
            new DestinationPolicy(10, RedeliveryBackOff.DEFAULT, "DLQ.{name}", null, null, DestinationLimit.NONE);

    private static final String NAME = "{name}";
    private static final String TEMPORARY = "temporary";

    /** Checks ranges. */
    public DestinationPolicy {
        if (maxDeliveries < 0) {
            throw new IllegalArgumentException(
                    "The number of deliveries must be 0 (without limit) or more but is " + maxDeliveries + ".");
        }
        if (deadLetterQueue.isBlank() || (expiryQueue != null && expiryQueue.isBlank())) {
            throw new IllegalArgumentException(
                    "A dead-letter or expiry queue needs a name, for example DLQ.{name}; it is empty.");
        }
    }

    /** The same with another limit of deliveries. */
    public DestinationPolicy withMaxDeliveries(int other) {
        return new DestinationPolicy(other, backOff, deadLetterQueue, expiryQueue, durability, limit);
    }

    /** The same with another back-off. */
    public DestinationPolicy withBackOff(RedeliveryBackOff other) {
        return new DestinationPolicy(maxDeliveries, other, deadLetterQueue, expiryQueue, durability, limit);
    }

    /** The same with another dead-letter queue. */
    public DestinationPolicy withDeadLetterQueue(String other) {
        return new DestinationPolicy(maxDeliveries, backOff, other, expiryQueue, durability, limit);
    }

    /** The same with another expiry queue, or none. */
    public DestinationPolicy withExpiryQueue(@Nullable String other) {
        return new DestinationPolicy(maxDeliveries, backOff, deadLetterQueue, other, durability, limit);
    }

    /** The same with another durability, or that of the broker. */
    public DestinationPolicy withDurability(@Nullable Durability other) {
        return new DestinationPolicy(maxDeliveries, backOff, deadLetterQueue, expiryQueue, other, limit);
    }

    /** The same with another limit. */
    public DestinationPolicy withLimit(DestinationLimit other) {
        return new DestinationPolicy(maxDeliveries, backOff, deadLetterQueue, expiryQueue, durability, other);
    }

    /** The dead-letter queue of a destination. */
    public Destination deadLetterQueueOf(Destination origin) {
        return named(deadLetterQueue, origin);
    }

    /** The expiry queue of a destination, or null. */
    public @Nullable Destination expiryQueueOf(Destination origin) {
        return expiryQueue == null ? null : named(expiryQueue, origin);
    }

    /** Temporary destinations, whose names never come back, share a name. */
    private static Destination named(String template, Destination origin) {
        String name = template.replace(NAME, origin.isTemporary() ? TEMPORARY : origin.name());
        return Destination.queue(
                name.length() <= Destination.NAME_LIMIT ? name : name.substring(0, Destination.NAME_LIMIT));
    }
}
