package io.chasqui.broker.command;

import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.SealedMessage;

/**
 * What routing needs of a message; its bytes may be on disk only.
 *
 * @param destination where it is sent
 * @param persistent its delivery mode
 * @param priority 0 to 9
 * @param expirationMillis broker time, 0 for never
 * @param deliveryTimeMillis broker time before which it is not delivered, 0 for at once
 * @param payload its bytes
 */
public record Routable(
        Destination destination,
        boolean persistent,
        int priority,
        long expirationMillis,
        long deliveryTimeMillis,
        Payload payload) {
    /** The same message in other bytes of the same content. */
    public Routable with(Payload other) {
        return new Routable(destination, persistent, priority, expirationMillis, deliveryTimeMillis, other);
    }

    /**
     * The routing facts of a message.
     *
     * @param nowMillis the broker's time: a delivery time that has come is none
     */
    public static Routable of(Destination destination, SealedMessage message, Payload payload, long nowMillis) {
        long deliveryTimeMillis = message.deliveryTimeMillis();
        return new Routable(
                destination,
                message.persistent(),
                message.priority(),
                message.expirationMillis(),
                deliveryTimeMillis > nowMillis ? deliveryTimeMillis : 0,
                payload);
    }
}
