package io.chasqui.jms.destination;

import io.chasqui.protocol.message.Destination;
import jakarta.jms.Queue;
import java.io.Serializable;

/**
 * A queue of Chasqui: a value, equal to every other queue of the same name.
 *
 * @param name 1 to 1,024 characters, case sensitive
 */
public record ChasquiQueue(String name) implements Queue, ChasquiDestination, Serializable {
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
    public String toString() {
        return "queue " + name;
    }
}
