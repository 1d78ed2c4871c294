package io.chasqui.jms.message;

import jakarta.jms.JMSException;

/** What {@code Message.acknowledge()} does for a delivered message; its session decides. */
@FunctionalInterface
public interface Acknowledger {
    /** For messages that were not delivered, and for modes in which the call has no effect. */
    Acknowledger NOTHING = () -> {};

    /**
     * Acknowledges what the session has consumed (Jakarta Messaging 3.1 §3.6).
     *
     * @throws JMSException if the session is closed or the broker refuses
     */
    void acknowledge() throws JMSException;
}
