package io.chasqui.broker;

import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.journal.chronicle.LocalDisk;
import io.chasqui.broker.loop.Background;
import io.chasqui.protocol.transport.EmbeddedBrokerLauncher;
import io.chasqui.protocol.transport.LinkAcceptor;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts the broker behind a {@code vm:} URL with its first connection. It stops, forced, when the JVM exits, or with its
 * last connection if the URL says {@code stopWithLastConnection=true}.
 */
public final class EmbeddedLauncher implements EmbeddedBrokerLauncher {
    private static final String DEFAULT_DATA = "chasqui-data";

    /** For {@link java.util.ServiceLoader}. */
    public EmbeddedLauncher() {}

    @Override
    public LinkAcceptor launch(String name, Map<String, String> options) throws IOException {
        String data = options.getOrDefault("data", DEFAULT_DATA);
        Path directory;
        try {
            directory = Path.of(data);
        } catch (InvalidPathException malformed) {
            throw new IOException(
                    "The data directory '" + data + "' is not a path: " + malformed.getReason(), malformed);
        }
        BrokerOptions brokerOptions = BrokerOptions.embedded(name, directory)
                .withDurability(Durability.parse(options.getOrDefault("durability", "disk")));
        boolean stopWithLast = Boolean.parseBoolean(options.getOrDefault("stopWithLastConnection", "false"));
        Broker broker = Broker.start(brokerOptions, new LocalDisk(), stopWithLast);
        Background.atExit(name + "-exit", broker::close);
        return broker.acceptor();
    }
}
