package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** Which subscriptions with names a connection may ask for (Jakarta Messaging 3.1 §8.3.2 to §8.3.4). */
final class SubscriptionSpecs {
    private final ConnectionCore connection;

    SubscriptionSpecs(ConnectionCore connection) {
        this.connection = connection;
    }

    /** An unshared durable subscription, which belongs to the connection's client identifier. */
    ConsumerSpec durableSpec(@Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        Destination address = durableTopic(topic);
        checkName("A durable subscription", name);
        if (connection.clientId() == null) {
            throw new IllegalStateException(
                    "An unshared durable subscription needs a connection with a client identifier:"
                            + " call setClientID() first, or set the option clientId.");
        }
        return new ConsumerSpec(ConsumerKind.DURABLE, address, name, selector, noLocal);
    }

    /** A shared non-durable subscription. */
    ConsumerSpec sharedSpec(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        Destination address = topic(topic, "A shared subscription");
        checkName("A shared subscription", name);
        connection.temporaries().checkConsumable(address);
        return new ConsumerSpec(ConsumerKind.SHARED, address, name, selector, false);
    }

    /** A shared durable subscription. */
    ConsumerSpec sharedDurableSpec(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        Destination address = durableTopic(topic);
        checkName("A shared durable subscription", name);
        return new ConsumerSpec(ConsumerKind.SHARED_DURABLE, address, name, selector, false);
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
