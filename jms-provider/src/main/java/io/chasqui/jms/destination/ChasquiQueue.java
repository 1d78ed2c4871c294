package io.chasqui.jms.destination;

import io.chasqui.jms.reference.AdministeredReference;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.Queue;
import java.io.Serializable;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;

/**
 * A queue of Chasqui: a value, equal to every other queue of the same name. It can be serialized and bound in a
 * naming service (Jakarta Messaging 3.1 §5).
 *
 * @param name 1 to 1,024 characters, case sensitive
 */
public record ChasquiQueue(String name) implements Queue, ChasquiDestination, Referenceable, Serializable {
    /** Checks the name's length. */
    public ChasquiQueue {
        Destination.queue(name);
    }

    @Override
    public String getQueueName() {
        return name;
    }

    @Override
    public Destination address() {
        return Destination.queue(name);
    }

    @Override
    public Reference getReference() {
        return AdministeredReference.of(ChasquiQueue.class, Map.of(AdministeredReference.PHYSICAL_NAME, name));
    }

    @Override
    public String toString() {
        return "queue " + name;
    }
}
