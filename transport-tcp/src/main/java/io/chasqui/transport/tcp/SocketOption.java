package io.chasqui.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.util.ArrayList;
import java.util.List;

/**
 * One setting of a socket with its value, so that both sides of a link are set up by the same list.
 *
 * @param <T> type of the value
 * @param option the setting
 * @param value its value
 */
record SocketOption<T>(ChannelOption<T> option, T value) {
    private static final int LEAST_READ_BYTES = 1 << 10;
    private static final int FIRST_READ_BYTES = 16 << 10;
    private static final int MOST_READ_BYTES = 256 << 10;

    static List<SocketOption<?>> allOf(TcpLinkOptions options) {
        List<SocketOption<?>> all = new ArrayList<>();
        all.add(new SocketOption<>(ChannelOption.TCP_NODELAY, options.tcpNoDelay()));
        all.add(new SocketOption<>(ChannelOption.SO_KEEPALIVE, true));
        all.add(new SocketOption<>(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(options.lowWaterBytes(), options.highWaterBytes())));
        all.add(new SocketOption<>(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES)));
        if (options.sendBufferBytes() > 0) {
            all.add(new SocketOption<>(ChannelOption.SO_SNDBUF, options.sendBufferBytes()));
        }
        if (options.receiveBufferBytes() > 0) {
            all.add(new SocketOption<>(ChannelOption.SO_RCVBUF, options.receiveBufferBytes()));
        }
        return all;
    }

    void applyTo(Bootstrap bootstrap) {
        bootstrap.option(option, value);
    }

    void applyToChildrenOf(ServerBootstrap bootstrap) {
        bootstrap.childOption(option, value);
    }
}
