package io.chasqui.transport.tcp;

import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a link on a fresh socket. TLS, when it comes, is one more handler in front.
 *
 * @see LinkHandler
 */
final class LinkInitializer extends ChannelInitializer<SocketChannel> {
    private final IoThreads threads;
    private final LinkAcceptor acceptor;
    private final Supplier<FrameDecoder> decoders;
    private final Consumer<TcpChannel> onMade;
    private @Nullable String peer;

    /**
     * An initializer for links of one acceptor or connector.
     *
     * @param decoders makes what reads one link
     * @param onMade hears of each link before anything comes over it
     */
    LinkInitializer(
            IoThreads threads, LinkAcceptor acceptor, Supplier<FrameDecoder> decoders, Consumer<TcpChannel> onMade) {
        this.threads = threads;
        this.acceptor = acceptor;
        this.decoders = decoders;
        this.onMade = onMade;
    }

    /** Gives the peer a name of its own; otherwise it is called by its address. */
    LinkInitializer namingPeer(String name) {
        peer = name;
        return this;
    }

    @Override
    protected void initChannel(SocketChannel socket) {
        TcpChannel channel = new TcpChannel(socket, peer == null ? addressOf(socket) : peer);
        onMade.accept(channel);
        socket.pipeline().addLast(new LinkHandler(channel, threads.of(socket.eventLoop()), acceptor, decoders.get()));
    }

    private static String addressOf(SocketChannel socket) {
        InetSocketAddress address = socket.remoteAddress();
        return address == null ? "an unknown address" : address.getHostString() + ":" + address.getPort();
    }
}
