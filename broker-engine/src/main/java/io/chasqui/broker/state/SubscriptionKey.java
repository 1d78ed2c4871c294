package io.chasqui.broker.state;

import io.chasqui.broker.event.Event.SubscriptionDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what a named subscription is found (Jakarta Messaging 3.1 §4.2.4, §4.2.5).
 *
 * @param clientIdentifier the owner, or null for a shared subscription without one
 * @param name its name
 * @param durable durable and non-durable shared subscriptions have separate names
 */
public record SubscriptionKey(@Nullable String clientIdentifier, String name, boolean durable) {
    /** The key of a named subscription. */
    public static SubscriptionKey of(SubscriptionDefinition definition) {
        return new SubscriptionKey(
                definition.clientIdentifier(),
                Objects.requireNonNull(definition.name(), "name of the subscription"),
                definition.durable());
    }
}
