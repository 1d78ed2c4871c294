package io.chasqui.transport.tcp;

import io.chasqui.protocol.codec.FrameDecoder;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * How a {@link TcpAcceptor} listens. Begin with {@link #defaults()} and change what differs.
 *
 * @param host name or address to listen on; {@code 0.0.0.0} for all interfaces
 * @param port TCP port, 0 for any free one
 * @param ioThreads number of threads that read and write, 1 to 64
 * @param messageLimitBytes largest message taken, 1 byte to 1 GiB
 * @param link settings of each link
 */
public record TcpAcceptorOptions(String host, int port, int ioThreads, int messageLimitBytes, TcpLinkOptions link) {
    /** The port a broker listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 7710;

    private static final int GREATEST_PORT = 65_535;
    private static final int MOST_IO_THREADS = 64;

    /** Checks the ranges. */
    public TcpAcceptorOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "The host to listen on must not be empty; use 0.0.0.0 for all interfaces.");
        }
        if (port < 0 || port > GREATEST_PORT) {
            throw new IllegalArgumentException("The port must be 0.." + GREATEST_PORT + " but is " + port + ".");
        }
        if (ioThreads < 1 || ioThreads > MOST_IO_THREADS) {
            throw new IllegalArgumentException(
                    "The number of I/O threads must be 1.." + MOST_IO_THREADS + " but is " + ioThreads + ".");
        }
        FrameDecoder.checkMessageLimit(messageLimitBytes);
    }

    /**
     * Listens on 127.0.0.1 only, at the default port, with one I/O thread for every two processors (at most four), and
     * takes messages of up to 128 MiB.
     */
    public static TcpAcceptorOptions defaults() {
        return new TcpAcceptorOptions(
                "127.0.0.1",
                DEFAULT_PORT,
                IoThreads.defaultCount(),
                FrameDecoder.DEFAULT_MESSAGE_LIMIT_BYTES,
                TcpLinkOptions.defaults());
    }

    /**
     * Whether only programs on this machine can reach the host.
     *
     * @throws UnknownHostException if nobody knows the host
     */
    public boolean isLoopback() throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress();
    }

    /** The same with another host. */
    public TcpAcceptorOptions withHost(String newHost) {
        return new TcpAcceptorOptions(newHost, port, ioThreads, messageLimitBytes, link);
    }

    /** The same with another port; 0 for any free one. */
    public TcpAcceptorOptions withPort(int newPort) {
        return new TcpAcceptorOptions(host, newPort, ioThreads, messageLimitBytes, link);
    }

    /** The same with another number of I/O threads. */
    public TcpAcceptorOptions withIoThreads(int newIoThreads) {
        return new TcpAcceptorOptions(host, port, newIoThreads, messageLimitBytes, link);
    }

    /** The same with another message limit. */
    public TcpAcceptorOptions withMessageLimitBytes(int newMessageLimitBytes) {
        return new TcpAcceptorOptions(host, port, ioThreads, newMessageLimitBytes, link);
    }

    /** The same with other settings of each link. */
    public TcpAcceptorOptions withLink(TcpLinkOptions newLink) {
        return new TcpAcceptorOptions(host, port, ioThreads, messageLimitBytes, newLink);
    }
}
