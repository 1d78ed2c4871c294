package io.chasqui.protocol.transport.invm;

import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAcceptor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of an in-VM link share: whether it is open, and who is to be told of its end. It tells each side
 * once, also when both close at the same time or the broker closes a link while it is still accepting it.
 */
final class InVmLink {
    private final ChannelListener client;
    private final AtomicBoolean clientTold = new AtomicBoolean();
    private final AtomicBoolean brokerTold = new AtomicBoolean();
    private volatile @Nullable ChannelListener broker;
    private volatile boolean closed;

    private InVmLink(ChannelListener client) {
        this.client = client;
    }

    /**
     * Makes a link.
     *
     * @return the client's end
     */
    static Channel establish(String name, LinkAcceptor acceptor, ChannelListener client) {
        InVmLink link = new InVmLink(client);
        ChannelListener broker = acceptor.accept(new InVmChannel(link, client, "a client in this JVM"));
        link.broker = broker;
        if (link.closed) {
            link.tellBroker();
        }
        return new InVmChannel(link, broker, InVmConnector.SCHEME + ":" + name);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        try {
            if (clientTold.compareAndSet(false, true)) {
                client.onClosed(null);
            }
        } finally {
            tellBroker();
        }
    }

    private void tellBroker() {
        ChannelListener listener = broker;
        if (listener != null && brokerTold.compareAndSet(false, true)) {
            listener.onClosed(null);
        }
    }
}
