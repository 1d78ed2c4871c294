package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a session that have names: durable, shared, or both (Jakarta Messaging 3.1 §8.3.2 to §8.3.4). */
final class JmsSubscriptions {
    private final SessionCore core;

    JmsSubscriptions(SessionCore core) {
        this.core = core;
    }

    /** A consumer of an unshared durable subscription, which belongs to the connection's client identifier. */
    JmsConsumer durable(@Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        Destination address = durableTopic(topic);
        checkName("A durable subscription", name);
        if (core.connection().clientId() == null) {
            throw new IllegalStateException(
                    "An unshared durable subscription needs a connection with a client identifier:"
                            + " call setClientID() first, or set the option clientId.");
        }
        return open(new ConsumerSpec(ConsumerKind.DURABLE, address, name, selector, noLocal));
    }

    /** A further consumer of a shared non-durable subscription, or its first. */
    JmsConsumer shared(@Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        Destination address = topic(topic, "A shared subscription");
        checkName("A shared subscription", name);
        return open(new ConsumerSpec(ConsumerKind.SHARED, address, name, selector, false));
    }

    /** A further consumer of a shared durable subscription, or its first. */
    JmsConsumer sharedDurable(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        Destination address = durableTopic(topic);
        checkName("A shared durable subscription", name);
        return open(new ConsumerSpec(ConsumerKind.SHARED_DURABLE, address, name, selector, false));
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

    private static Destination durableTopic(@Nullable Topic topic) throws JMSException {
        Destination address = topic(topic, "A durable subscription");
        if (address.isTemporary()) {
            throw new InvalidDestinationException(
                    "A durable subscription needs a topic that is not temporary but got " + address + ".");
        }
        return address;
    }

    private static Destination topic(@Nullable Topic topic, String what) throws JMSException {
        Destination address = ChasquiDestination.addressOf(topic);
        if (address.isQueue()) {
            throw new InvalidDestinationException(what + " needs a topic but got " + address + ".");
        }
        return address;
    }

    private static void checkName(String what, @Nullable String name) throws JMSException {
        if (name == null || name.isBlank()) {
            throw new JMSException(what + " needs a name but got " + (name == null ? "null" : "'" + name + "'") + ".");
        }
    }
}
