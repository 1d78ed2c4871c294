package io.chasqui.testkit.history;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where consumers get messages: a queue or one subscription of a topic. Everything that was sent to its destination
 * after it was opened, and that it accepts, has to come out of it, or out of a source of what was set aside from it.
 *
 * @param name unique name
 * @param destination name of the queue or topic behind it
 * @param ordered whether one consumer at a time reads from it, so that the order of first deliveries is the order of
 *     sending
 * @param accepts its selector
 * @param setAside why messages come here from another source, or null if they are sent here
 */
public record Source(
        String name,
        String destination,
        boolean ordered,
        Predicate<SentMessage> accepts,
        @Nullable SetAside setAside) {
    /**
     * A source that messages are sent to.
     *
     * @param name unique name
     * @param destination name of the queue or topic behind it
     * @param ordered whether one consumer at a time reads from it
     * @param accepts its selector
     */
    public Source(String name, String destination, boolean ordered, Predicate<SentMessage> accepts) {
        this(name, destination, ordered, accepts, null);
    }

    /**
     * A queue of the messages that have failed at another source.
     *
     * @param name unique name
     * @param from the source that they leave
     * @param deliveries how often a message has to be delivered there before, 1 or more
     */
    public static Source deadLetters(String name, Source from, int deliveries) {
        return new Source(name, from.destination, false, from.accepts, new SetAside(from.name, deliveries));
    }

    /**
     * A queue of the messages that have expired at another source.
     *
     * @param name unique name
     * @param from the source that they leave
     */
    public static Source expired(String name, Source from) {
        return new Source(name, from.destination, false, from.accepts, new SetAside(from.name, 0));
    }

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
