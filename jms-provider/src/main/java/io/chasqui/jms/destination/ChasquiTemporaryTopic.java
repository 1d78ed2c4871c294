package io.chasqui.jms.destination;

import io.chasqui.protocol.message.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A temporary topic (Jakarta Messaging 3.1 §6.2.2). One that came with a message can be sent to from any connection; one
 * that a session created can be consumed from and deleted as well. Both are equal when they name the same topic.
 */
public final class ChasquiTemporaryTopic implements TemporaryTopic, ChasquiDestination, Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient @Nullable Deletion deletion;

    /**
     * A temporary topic.
     *
     * @param name its whole name
     * @param deletion how its connection deletes it, or null where it can only be sent to
     */
    public ChasquiTemporaryTopic(String name, @Nullable Deletion deletion) {
        Destination.temporaryTopic(name);
        this.name = name;
        this.deletion = deletion;
    }

    @Override
    public String getTopicName() {
        return name;
    }

    @Override
    public void delete() throws JMSException {
        if (deletion == null) {
            throw Deletion.impossible(address());
        }
        deletion.delete(address());
    }

    @Override
    public Destination address() {
        return Destination.temporaryTopic(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChasquiTemporaryTopic that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "temporary topic " + name;
    }
}
