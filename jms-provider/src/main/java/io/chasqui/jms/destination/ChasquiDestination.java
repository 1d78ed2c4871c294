package io.chasqui.jms.destination;

import io.chasqui.protocol.message.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A destination of Chasqui as an application holds it (Jakarta Messaging 3.1 §2.6). It guarantees that equal values name
 * the same place, so they may be compared, stored in collections and kept longer than a connection.
 */
public sealed interface ChasquiDestination extends jakarta.jms.Destination
        permits ChasquiQueue, ChasquiTopic, ChasquiTemporaryQueue, ChasquiTemporaryTopic {
    /** The address that travels in frames and messages. */
    Destination address();

    /**
     * The application's view of an address.
     *
     * @param address from a message or frame
     */
    static ChasquiDestination of(Destination address) {
        return switch (address.kind()) {
            case QUEUE -> new ChasquiQueue(address.name());
            case TOPIC -> new ChasquiTopic(address.name());
            case TEMPORARY_QUEUE -> new ChasquiTemporaryQueue(address.name(), null);
            case TEMPORARY_TOPIC -> new ChasquiTemporaryTopic(address.name(), null);
        };
    }

    /**
     * The address of what an application passes in. Queues and topics of other providers are taken by their name.
     *
     * @param destination never a temporary destination of another provider
     * @throws InvalidDestinationException if it is null, or neither queue nor topic
     * @throws JMSException if a foreign destination fails to say its name
     */
    static Destination addressOf(jakarta.jms.@Nullable Destination destination) throws JMSException {
        if (destination instanceof ChasquiDestination own) {
            return own.address();
        }
        if (destination == null) {
            throw new InvalidDestinationException("A destination is required but null was given.");
        }
        if (destination instanceof TemporaryQueue || destination instanceof TemporaryTopic) {
            throw new InvalidDestinationException("A temporary destination of another provider ("
                    + destination.getClass().getName() + ") cannot be used with Chasqui.");
        }
        try {
            if (destination instanceof Queue queue) {
                return Destination.queue(String.valueOf(queue.getQueueName()));
            }
            if (destination instanceof Topic topic) {
                return Destination.topic(String.valueOf(topic.getTopicName()));
            }
        } catch (IllegalArgumentException badName) {
            throw new InvalidDestinationException(String.valueOf(badName.getMessage()));
        }
        throw new InvalidDestinationException(
                "A queue or a topic is expected but a " + destination.getClass().getName() + " was given.");
    }
}
