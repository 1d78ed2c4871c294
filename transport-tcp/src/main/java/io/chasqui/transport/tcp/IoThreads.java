package io.chasqui.transport.tcp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The threads that read and write, and what belongs to each of them. Uses epoll where the platform has it,
 * otherwise NIO. The threads are daemons: they never keep a JVM alive.
 */
final class IoThreads {
    private static final int MOST_BY_DEFAULT = 4;
    private static final long QUIET_MILLIS = 0;
    private static final long TIMEOUT_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final Map<EventExecutor, IoThread> threads;

    private IoThreads(EventLoopGroup group) {
        this.group = group;
        this.threads = StreamSupport.stream(group.spliterator(), false)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), IoThread::new));
    }

    /** One thread for every two processors, at least one and at most four. */
    static int defaultCount() {
        return Math.max(1, Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors() / 2));
    }

    static IoThreads start(int count, String name) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new IoThreads(new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), handlers));
    }

    EventLoopGroup group() {
        return group;
    }

    /** The thread that serves a channel. */
    IoThread of(EventLoop loop) {
        IoThread thread = threads.get(loop);
        if (thread == null) {
            throw new IllegalStateException(loop + " is not one of these I/O threads.");
        }
        return thread;
    }

    /** Whether the calling thread is one of these. */
    boolean containsCaller() {
        return threads.keySet().stream().anyMatch(EventExecutor::inEventLoop);
    }

    Class<? extends ServerChannel> serverChannelType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    Class<? extends SocketChannel> channelType() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Begins to stop the threads; the future is done when they have ended. */
    Future<?> stop() {
        return group.shutdownGracefully(QUIET_MILLIS, TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
