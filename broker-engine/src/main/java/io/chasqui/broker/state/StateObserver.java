package io.chasqui.broker.state;

import org.jspecify.annotations.Nullable;

/** Hears, while events are applied, what changed for the dispatch. During replay nobody listens. */
public interface StateObserver {
    /** Listens to nothing. */
    StateObserver NONE = new StateObserver() {};

    /** A queue or subscription exists. */
    default void queueCreated(QueueState queue) {}

    /** A queue or subscription is gone. */
    default void queueDeleted(QueueState queue) {}

    /**
     * A message has come.
     *
     * @param queue where
     * @param entry the message if it is in memory; all that are to be delivered later are
     */
    default void messageAdded(QueueState queue, @Nullable MessageEntry entry) {}

    /** A prepared branch is about to hold a message. */
    default void entryLocked(MessageEntry entry) {}

    /** A message that a prepared branch held is free. */
    default void entryUnlocked(MessageEntry entry) {}

    /** A message that was in memory has left its queue. */
    default void entryRemoved(MessageEntry entry) {}
}
