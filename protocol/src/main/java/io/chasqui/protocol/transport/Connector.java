package io.chasqui.protocol.transport;

import java.io.IOException;

/**
 * Makes links for clients. Implementations are found with {@link java.util.ServiceLoader} by the scheme of the
 * connection URL.
 */
public interface Connector {
    /** The URL scheme, lower case, such as {@code tcp}. */
    String scheme();

    /**
     * Makes a link; blocks until it exists or cannot.
     *
     * @param address where to
     * @param listener hears what comes, from before this method returns
     * @param timeoutNanos how long to try
     * @throws IOException if there is no link, with the address and the reason
     */
    Channel connect(LinkAddress address, ChannelListener listener, long timeoutNanos) throws IOException;
}
