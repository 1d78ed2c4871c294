package io.chasqui.jms.destination;

import io.chasqui.jms.reference.AdministeredReference;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.Map;
import javax.naming.Reference;
import javax.naming.Referenceable;

/**
 * A topic of Chasqui: a value, equal to every other topic of the same name. It can be serialized and bound in a
 * naming service (Jakarta Messaging 3.1 §5).
 *
 * @param name 1 to 1,024 characters, case sensitive
 */
public record ChasquiTopic(String name) implements Topic, ChasquiDestination, Referenceable, Serializable {
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
    public Reference getReference() {
        return AdministeredReference.of(ChasquiTopic.class, Map.of(AdministeredReference.PHYSICAL_NAME, name));
    }

    @Override
    public String toString() {
        return "topic " + name;
    }
}
