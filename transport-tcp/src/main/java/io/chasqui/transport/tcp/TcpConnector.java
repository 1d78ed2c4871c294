package io.chasqui.transport.tcp;

import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.LinkAddress;
import io.netty.channel.ChannelFuture;
import java.io.IOException;

/**
 * Links clients to a broker over TCP. A host name that stands for several addresses is tried at each of them.
 *
 * <p>Options of the URL: {@code connectTimeoutMillis} (10,000) for one attempt, {@code tcpNoDelay} (true),
 * {@code sendBufferBytes} and {@code receiveBufferBytes} (0: as the operating system likes), {@code messageLimitBytes}
 * (128 MiB) for what this side takes. Options that it does not know are left to others.
 */
public final class TcpConnector implements Connector {
    /** The scheme this connector answers to. */
    public static final String SCHEME = "tcp";

    /** A connector, as {@link java.util.ServiceLoader} makes it. */
    public TcpConnector() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if an I/O thread calls it, which would wait for itself
     */
    @Override
    public Channel connect(LinkAddress address, ChannelListener listener, long timeoutNanos) throws IOException {
        IoThreads threads = SharedIoThreads.OF_CLIENTS.acquire();
        boolean linked = false;
        try {
            if (threads.containsCaller()) {
                throw new IllegalStateException("An I/O thread must not connect, it would wait for itself.");
            }
            TcpChannel channel = new TcpDialer(threads, address, listener).dial(timeoutNanos);
            linked = true;
            ChannelFuture unused = channel.closed().addListener(ended -> SharedIoThreads.OF_CLIENTS.release());
            return channel;
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot connect to " + address + ": " + e.getMessage(), e);
        } finally {
            if (!linked) {
                SharedIoThreads.OF_CLIENTS.release();
            }
        }
    }
}
