package io.chasqui.protocol.transport;

import java.io.IOException;
import java.util.Map;

/**
 * Starts a broker in this JVM when a client connects to a {@code vm:} name that nobody serves yet. The broker engine
 * offers it through {@link java.util.ServiceLoader}; client and engine know each other only by this interface.
 */
public interface EmbeddedBrokerLauncher {
    /**
     * Starts a broker.
     *
     * @param name the broker's name in this JVM
     * @param options options of the URL: {@code data}, {@code durability} and others
     * @return what takes its links
     * @throws IOException if it cannot start, with the reason and what to do
     */
    LinkAcceptor launch(String name, Map<String, String> options) throws IOException;
}
