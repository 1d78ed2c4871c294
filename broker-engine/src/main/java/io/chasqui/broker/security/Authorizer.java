package io.chasqui.broker.security;

import io.chasqui.protocol.message.Destination;

/** Says what a user may do. Called under the shard's baton: it must answer at once, from memory. */
@FunctionalInterface
public interface Authorizer {
    /** Allows everything. */
    Authorizer PERMISSIVE = (user, action, destination) -> true;

    /** What somebody wants to do with a destination. */
    enum Action {
        /** Send messages. */
        SEND,
        /** Consume messages, subscriptions included. */
        CONSUME,
        /** Look at messages. */
        BROWSE,
        /** Bring a queue or durable subscription into being. */
        CREATE,
        /** Administer. */
        MANAGE
    }

    /**
     * Whether a user may do something.
     *
     * @param user the name that the authenticator gave
     * @param action what
     * @param destination where
     */
    boolean permits(String user, Action action, Destination destination);
}
