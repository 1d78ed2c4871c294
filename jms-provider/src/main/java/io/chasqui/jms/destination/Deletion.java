package io.chasqui.jms.destination;

import io.chasqui.protocol.message.Destination;
import jakarta.jms.JMSException;

/** How the connection that made a temporary destination deletes it again. */
@FunctionalInterface
public interface Deletion {
    /**
     * Deletes a temporary destination with all that is in it, and waits for the broker. One that is deleted already is
     * left alone.
     *
     * @param destination one that the connection made
     * @throws JMSException if it has open consumers, or the connection is closed
     */
    void delete(Destination destination) throws JMSException;

    /** The exception for a temporary destination that is only known by name. */
    static JMSException impossible(Destination destination) {
        return new JMSException("The " + destination + " came with a message: only what createTemporary"
                + (destination.isQueue() ? "Queue" : "Topic") + "() has returned can be deleted.");
    }
}
