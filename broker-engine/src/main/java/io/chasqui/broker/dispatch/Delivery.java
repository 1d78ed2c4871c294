package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.protocol.frame.DeliveryName;
import org.jspecify.annotations.Nullable;

/**
 * A message that is with a session and not acknowledged.
 *
 * @param name what the client calls it
 * @param entry the message
 * @param inFlight all deliveries of the session
 * @param consumer the consumer that got it, null when the session brought it back after a restart
 */
public record Delivery(
        DeliveryName name,
        MessageEntry entry,
        InFlight inFlight,
        @Nullable Consumer consumer) {
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
