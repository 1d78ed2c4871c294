package io.chasqui.testkit.history;

import java.util.function.Predicate;

/**
 * Where consumers get messages: a queue or one subscription of a topic. Everything that was sent to its destination
 * after it was opened, and that it accepts, has to come out of it.
 *
 * @param name unique name
 * @param destination name of the queue or topic behind it
 * @param ordered whether one consumer at a time reads from it, so that the order of first deliveries is the order of
 *     sending
 * @param accepts its selector
 */
public record Source(String name, String destination, boolean ordered, Predicate<SentMessage> accepts) {
    /**
     * A queue that several consumers share.
     *
     * @param name of source and destination
     */
    public static Source sharedQueue(String name) {
        return new Source(name, name, false, message -> true);
    }

    /**
     * A queue with one consumer at a time.
     *
     * @param name of source and destination
     */
    public static Source exclusiveQueue(String name) {
        return new Source(name, name, true, message -> true);
    }

    /**
     * An unshared subscription without selector.
     *
     * @param name of the source
     * @param topic name of the topic
     */
    public static Source subscription(String name, String topic) {
        return new Source(name, topic, true, message -> true);
    }

    boolean takes(SentMessage message) {
        return destination.equals(message.destination()) && accepts.test(message);
    }
}
