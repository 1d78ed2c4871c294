package io.chasqui.broker.dispatch;

import io.chasqui.broker.state.MessageEntry;
import io.chasqui.protocol.frame.DeliveryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The deliveries of one session that are not acknowledged. A message is in at most one of these at a time. */
public final class InFlight {
    private final Map<DeliveryName, Delivery> deliveries = new HashMap<>();

    /** Nothing in flight. */
    public InFlight() {}

    /** The delivery of this name, or null if the session does not have it. */
    public @Nullable Delivery find(DeliveryName name) {
        return deliveries.get(name);
    }

    /** The deliveries of these names that the session has. */
    public List<Delivery> find(Collection<DeliveryName> names) {
        return names.stream().map(deliveries::get).filter(Objects::nonNull).toList();
    }

    /** All deliveries. */
    public List<Delivery> all() {
        return new ArrayList<>(deliveries.values());
    }

    /** The deliveries of one consumer. */
    public List<Delivery> of(Consumer consumer) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.consumer() == consumer)
                .toList();
    }

    /** Number of deliveries. */
    public int size() {
        return deliveries.size();
    }

    /** Takes a free message. */
    public Delivery take(MessageEntry entry, @Nullable Consumer consumer) {
        DeliveryName name = new DeliveryName(entry.queue().number(), entry.sequence());
        Delivery delivery = new Delivery(name, entry, this, consumer);
        deliveries.put(name, delivery);
        entry.holdBy(delivery);
        return delivery;
    }

    /** Lets go of a message. */
    public void drop(Delivery delivery) {
        deliveries.remove(delivery.name());
        delivery.entry().holdBy(null);
    }
}
