package io.chasqui.broker.state;

/** Hears, while events are applied, what changed for the dispatch. During replay nobody listens. */
public interface StateObserver {
    /** Listens to nothing. */
    StateObserver NONE = new StateObserver() {};

    /** A queue or subscription exists. */
    default void queueCreated(QueueState queue) {}

    /** A queue or subscription is gone. */
    default void queueDeleted(QueueState queue) {}

    /** A message has come. */
    default void entryAdded(MessageEntry entry) {}

    /** A prepared branch is about to hold a message. */
    default void entryLocked(MessageEntry entry) {}

    /** A message that a prepared branch held is free. */
    default void entryUnlocked(MessageEntry entry) {}

    /** A message has left its queue. */
    default void entryRemoved(MessageEntry entry) {}
}
