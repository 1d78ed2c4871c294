package io.chasqui.jms.client;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a session that have names: durable, shared, or both (Jakarta Messaging 3.1 §8.3.2 to §8.3.4). */
final class JmsSubscriptions {
    private final SessionCore core;
    private final SubscriptionSpecs specs;

    JmsSubscriptions(SessionCore core) {
        this.core = core;
        this.specs = new SubscriptionSpecs(core.connection());
    }

    /** A consumer of an unshared durable subscription, which belongs to the connection's client identifier. */
    JmsConsumer durable(@Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return open(specs.durableSpec(topic, name, selector, noLocal));
    }

    /** A further consumer of a shared non-durable subscription, or its first. */
    JmsConsumer shared(@Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        return open(specs.sharedSpec(topic, name, selector));
    }

    /** A further consumer of a shared durable subscription, or its first. */
    JmsConsumer sharedDurable(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return open(specs.sharedDurableSpec(topic, name, selector));
    }

    /** Deletes a durable subscription, shared or not, of the connection's client identifier, or of none. */
    void unsubscribe(@Nullable String name) throws JMSException {
        if (name == null || name.isBlank()) {
            throw new InvalidDestinationException("The name of a durable subscription is expected but "
                    + (name == null ? "null" : "'" + name + "'") + " was given.");
        }
        core.unsubscribe(name);
    }

    private JmsConsumer open(ConsumerSpec spec) throws JMSException {
        return new JmsConsumer(core, core.openConsumer(spec));
    }
}
