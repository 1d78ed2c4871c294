package io.chasqui.systemtests;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** Sets a client up on a connection that is not started yet. */
interface Plan {
    /** Opens sessions, producers and consumers, and says what to do with them. */
    Turn open(Connection connection) throws JMSException;
}
