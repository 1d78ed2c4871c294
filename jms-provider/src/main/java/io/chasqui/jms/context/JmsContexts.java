package io.chasqui.jms.context;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.XAJMSContext;

/** Opens contexts on connections of the classic API. */
public final class JmsContexts {
    /** Where a context gets its connection. */
    @FunctionalInterface
    public interface Connecting {
        /**
         * A new connection.
         *
         * @throws JMSException if there is none to be had
         */
        Connection connect() throws JMSException;
    }

    private JmsContexts() {}

    /**
     * Opens a context with a connection of its own.
     *
     * @param connecting called once
     * @param sessionMode one of the four modes of {@link JMSContext}
     * @throws JMSRuntimeException if the mode is unknown or there is no connection
     */
    public static JMSContext open(Connecting connecting, int sessionMode) {
        checkMode(sessionMode);
        return new JmsContext(new SharedConnection(Unchecked.get(connecting::connect)), sessionMode);
    }

    /**
     * Opens a context for global transactions with a connection of its own.
     *
     * @param connecting called once, gives an {@code XAConnection}
     * @throws JMSRuntimeException if there is no connection
     */
    public static XAJMSContext openXa(Connecting connecting) {
        return new JmsXaContext(new SharedConnection(Unchecked.get(connecting::connect)));
    }

    static void checkMode(int sessionMode) {
        if (sessionMode < JMSContext.SESSION_TRANSACTED || sessionMode > JMSContext.DUPS_OK_ACKNOWLEDGE) {
            throw new JMSRuntimeException("The mode of a context must be SESSION_TRANSACTED (0), AUTO_ACKNOWLEDGE (1),"
                    + " CLIENT_ACKNOWLEDGE (2) or DUPS_OK_ACKNOWLEDGE (3) but is " + sessionMode + ".");
        }
    }
}
