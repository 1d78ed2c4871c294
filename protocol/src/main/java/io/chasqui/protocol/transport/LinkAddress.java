package io.chasqui.protocol.transport;

import java.util.Map;

/**
 * One place to connect to, taken from a connection URL.
 *
 * @param scheme {@code tcp} or {@code vm}
 * @param host host name or address; the broker's name for {@code vm}
 * @param port TCP port, 0 for {@code vm}
 * @param options the URL's options, as they stand there
 */
public record LinkAddress(String scheme, String host, int port, Map<String, String> options) {
    /** Copies the options. */
    public LinkAddress {
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return scheme + (port == 0 ? ":" + host : "://" + host + ":" + port);
    }
}
