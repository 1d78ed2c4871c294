package io.chasqui.protocol.transport.invm;

import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.EmbeddedBrokerLauncher;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.transport.LinkAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Links clients to a broker in the same JVM, and has that broker started when nobody serves the name yet. Frames pass as
 * objects in the thread that sends them; see {@link InVmRegistry} for how names are found.
 */
public final class InVmConnector implements Connector {
    /** The scheme this connector answers to. */
    public static final String SCHEME = "vm";

    private final @Nullable EmbeddedBrokerLauncher launcher;

    /** A connector that finds the launcher with {@link ServiceLoader}. */
    public InVmConnector() {
        this.launcher = null;
    }

    /**
     * A connector with a launcher of the caller's.
     *
     * @param launcher starts brokers that do not run yet
     */
    public InVmConnector(EmbeddedBrokerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Channel connect(LinkAddress address, ChannelListener listener, long timeoutNanos) throws IOException {
        LinkAcceptor acceptor = InVmRegistry.find(address.host());
        if (acceptor == null) {
            acceptor = InVmRegistry.findOrLaunch(address.host(), launcherFor(address), address.options(), timeoutNanos);
        }
        return InVmLink.establish(address.host(), acceptor, listener);
    }

    private EmbeddedBrokerLauncher launcherFor(LinkAddress address) throws IOException {
        if (launcher != null) {
            return launcher;
        }
        try {
            return found(Thread.currentThread().getContextClassLoader())
                    .or(() -> found(InVmConnector.class.getClassLoader()))
                    .orElseThrow(() -> new IOException("No broker named '" + address.host()
                            + "' runs in this JVM, and none can be started: add chasqui-embedded (or"
                            + " chasqui-broker-engine) to the class path, or start a broker of this name first."));
        } catch (ServiceConfigurationError e) {
            throw new IOException(
                    "The broker " + address + " cannot be started, its launcher does not load: " + e.getMessage(), e);
        }
    }

    private static Optional<EmbeddedBrokerLauncher> found(@Nullable ClassLoader loader) {
        return ServiceLoader.load(EmbeddedBrokerLauncher.class, loader).findFirst();
    }
}
