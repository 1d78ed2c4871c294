package io.chasqui.jms.destination;

import io.chasqui.protocol.message.Destination;
import jakarta.jms.Topic;
import java.io.Serializable;

/**
 * A topic of Chasqui: a value, equal to every other topic of the same name.
 *
 * @param name 1 to 1,024 characters, case sensitive
 */
public record ChasquiTopic(String name) implements Topic, ChasquiDestination, Serializable {
    /** Checks the name's length. */
    public ChasquiTopic {
        Destination.topic(name);
    }

    @Override
    public String getTopicName() {
        return name;
    }

    @Override
    public Destination address() {
        return Destination.topic(name);
    }

    @Override
    public String toString() {
        return "topic " + name;
    }
}
