package io.chasqui.transport.tcp;

import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes one client link: finds the host's addresses, tries them in turn, and explains why none took the call. */
final class TcpDialer {
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final IoThreads threads;
    private final LinkAddress address;
    private final ChannelListener listener;
    private final TcpLinkOptions linkOptions;
    private final int connectTimeoutMillis;
    private final int messageLimitBytes;

    /**
     * A dialer for one link.
     *
     * @throws IllegalArgumentException if an option of the address is not of its kind
     */
    TcpDialer(IoThreads threads, LinkAddress address, ChannelListener listener) {
        this.threads = threads;
        this.address = address;
        this.listener = listener;
        this.linkOptions = TcpLinkOptions.of(address.options());
        this.connectTimeoutMillis =
                UrlOptions.number(address.options(), "connectTimeoutMillis", CONNECT_TIMEOUT_MILLIS);
        this.messageLimitBytes =
                UrlOptions.number(address.options(), "messageLimitBytes", FrameDecoder.DEFAULT_MESSAGE_LIMIT_BYTES);
        FrameDecoder.checkMessageLimit(messageLimitBytes);
    }

    /**
     * Blocks until the link exists or cannot.
     *
     * @param timeoutNanos how long to try; shared evenly by the addresses
     */
    TcpChannel dial(long timeoutNanos) throws IOException {
        InetAddress[] targets = resolve();
        long share = TimeUnit.NANOSECONDS.toMillis(timeoutNanos) / targets.length;
        int timeoutMillis = (int) Math.max(1, Math.min(share, connectTimeoutMillis));
        IOException failure = new IOException("Cannot connect to " + address + ": the host has no address.");
        for (InetAddress target : targets) {
            AtomicReference<TcpChannel> made = new AtomicReference<>();
            ChannelFuture connecting = begin(target, timeoutMillis, made);
            await(connecting);
            TcpChannel channel = made.get();
            Throwable cause = connecting.cause();
            if (cause == null && channel != null) {
                return channel;
            }
            failure = new IOException("Cannot connect to " + address + ": " + explain(cause, timeoutMillis), cause);
        }
        throw failure;
    }

    private InetAddress[] resolve() throws IOException {
        if (address.port() < 1) {
            throw new IllegalArgumentException(
                    "the address needs a port, as in tcp://localhost:" + TcpAcceptorOptions.DEFAULT_PORT + ".");
        }
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "Cannot connect to " + address + ": the host is unknown. Check its name in the connection URL.", e);
        }
    }

    private ChannelFuture begin(InetAddress target, int timeoutMillis, AtomicReference<TcpChannel> made) {
        LinkInitializer initializer =
                new LinkInitializer(threads, channel -> listener, () -> new FrameDecoder(messageLimitBytes), made::set);
        Bootstrap bootstrap = new Bootstrap()
                .group(threads.group())
                .channel(threads.channelType())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .handler(initializer.namingPeer(address.host() + ":" + address.port()));
        SocketOption.allOf(linkOptions).forEach(option -> option.applyTo(bootstrap));
        return bootstrap.connect(new InetSocketAddress(target, address.port()));
    }

    private void await(ChannelFuture connecting) throws InterruptedIOException {
        try {
            ChannelFuture unused = connecting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ChannelFuture unused = connecting.channel().close();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted while connecting to " + address + ".");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static String explain(@Nullable Throwable cause, int timeoutMillis) {
        if (cause instanceof ConnectTimeoutException) {
            return "no answer within " + timeoutMillis + " ms. Check the host, and firewalls on the way.";
        }
        String text = cause == null ? "the I/O threads have stopped" : String.valueOf(cause.getMessage());
        return cause instanceof ConnectException && text.contains("refused")
                ? "connection refused. Check that a broker listens there."
                : text + ".";
    }
}
