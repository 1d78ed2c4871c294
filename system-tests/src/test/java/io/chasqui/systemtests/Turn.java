package io.chasqui.systemtests;

import jakarta.jms.JMSException;

/** What a client does over and over. */
interface Turn {
    /**
     * Does one unit of work.
     *
     * @return whether there may be more to do
     * @throws JMSException if the connection is of no more use
     */
    boolean run() throws JMSException;
}
