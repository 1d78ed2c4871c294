package io.chasqui.transport.tcp;

import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens on a TCP port and hands each link to a broker. From {@link #bind} to {@link #close} the port is open; closing
 * ends the links in order, so that what the broker said last still arrives.
 */
public final class TcpAcceptor implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    /** Longer than a link's own grace, so that it only matters when an I/O thread hangs. */
    private static final long STOP_MILLIS = 5_000;

    private final TcpAcceptorOptions options;
    private final LinkAcceptor acceptor;
    private final IoThreads threads;
    private final Set<TcpChannel> links = ConcurrentHashMap.newKeySet();
    private final Channel server;
    private volatile boolean closed;

    private TcpAcceptor(TcpAcceptorOptions options, LinkAcceptor acceptor, IoThreads threads) throws IOException {
        this.options = options;
        this.acceptor = acceptor;
        this.threads = threads;
        this.server = listen();
    }

    /**
     * Opens a port.
     *
     * @param options where and how
     * @param acceptor takes the links; called by I/O threads
     * @throws IOException if the port cannot be had, with the reason and what to do
     */
    public static TcpAcceptor bind(TcpAcceptorOptions options, LinkAcceptor acceptor) throws IOException {
        IoThreads threads = IoThreads.start(options.ioThreads(), "chasqui-tcp-broker");
        try {
            return new TcpAcceptor(options, acceptor, threads);
        } catch (IOException | RuntimeException e) {
            Future<?> unused = threads.stop();
            throw e;
        }
    }

    /**
     * Loads what {@link #bind} needs. A program that does so on a thread beside its other preparations listens earlier;
     * nobody has to call it.
     */
    public static void prepare() {
        Future<?> unused = IoThreads.start(1, "chasqui-tcp-preparation").stop();
        ByteBufAllocator.DEFAULT.ioBuffer().release();
    }

    /** The host this listens on, as it was given. */
    public String host() {
        return options.host();
    }

    /** The port this listens on; the one chosen by the operating system if 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /**
     * Closes the port, ends all links after what was sent so far, and stops the I/O threads. Waits for that up to a few
     * seconds, unless an I/O thread calls it. Closing twice is quiet.
     */
    @Override
    public void close() {
        closed = true;
        boolean waits = !threads.containsCaller();
        ChannelFuture serverClosed = server.close();
        links.forEach(TcpChannel::close);
        if (waits) {
            await(serverClosed);
            links.forEach(link -> await(link.closed()));
        }
        Future<?> stopped = threads.stop();
        if (waits) {
            await(stopped);
        }
    }

    private Channel listen() throws IOException {
        LinkInitializer initializer = new LinkInitializer(
                threads, acceptor, () -> FrameDecoder.ofStranger(options.messageLimitBytes()), this::onLink);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads.group())
                .channel(threads.serverChannelType())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(initializer);
        SocketOption.allOf(options.link()).forEach(option -> option.applyToChildrenOf(bootstrap));
        ChannelFuture bound = bootstrap.bind(options.host(), options.port()).awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            throw new IOException(explain(failure), failure);
        }
        return bound.channel();
    }

    private void onLink(TcpChannel link) {
        links.add(link);
        ChannelFuture unused = link.closed().addListener(ended -> links.remove(link));
        if (closed) {
            link.close();
        }
    }

    private String explain(Throwable failure) {
        String place = options.host() + ":" + options.port();
        if (failure instanceof BindException
                || String.valueOf(failure.getMessage()).contains("in use")) {
            return "Cannot listen on " + place + ": " + failure.getMessage()
                    + ". Stop the process that has the port, or choose another port (0 for any free one) or host.";
        }
        return "Cannot listen on " + place + ": " + failure.getMessage() + ".";
    }

    private static void await(Future<?> future) {
        boolean unused = future.awaitUninterruptibly(STOP_MILLIS);
    }
}
