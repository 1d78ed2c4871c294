package io.chasqui.transport.tcp;

import io.chasqui.protocol.codec.ByteSink;
import io.chasqui.protocol.codec.FrameEncoder;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.transport.Channel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending side of a link. Any thread queues frames; the link's I/O thread encodes many of them into one buffer and
 * writes that with one system call. However many threads flush, at most one task of this channel waits in the I/O
 * thread's queue, and when the I/O thread itself flushes there is none.
 *
 * <p>When the socket takes no more, frames stay in the queue as they are and the rest follows when it does. Long frames
 * go out in fragments between which short ones find their way.
 */
final class TcpChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(TcpChannel.class);

    /** Most bytes gathered for one write, give or take a fragment. */
    private static final int CHUNK_BYTES = 256 << 10;

    /** Bytes of short frames between two fragments of long ones. */
    private static final int SHORT_SHARE_BYTES = 64 << 10;

    private static final int LEAST_BUFFER_BYTES = 256;

    /** Chunks written before other links of the same I/O thread have their turn. */
    private static final int CHUNKS_AT_ONCE = 4;

    /** How long a closed link may take to send the rest and to hear the peer's end of it. */
    private static final long CLOSE_GRACE_MILLIS = 2_000;

    private final SocketChannel socket;
    private final String peer;
    private final Queue<Frame> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private volatile boolean open = true;
    private volatile boolean welcomed;
    private volatile boolean socketClosed;

    // Touched by the I/O thread only.
    private final FrameEncoder encoder = new FrameEncoder();
    private int lastChunkBytes = LEAST_BUFFER_BYTES;
    private boolean draining;
    private boolean outputEnded;

    TcpChannel(SocketChannel socket, String peer) {
        this.socket = socket;
        this.peer = peer;
    }

    @Override
    public void send(Frame frame) {
        if (!open) {
            FrameEncoder.drop(frame);
            return;
        }
        if (!welcomed && frame instanceof Welcome) {
            welcomed = true;
        }
        outgoing.add(frame);
        if (socketClosed) {
            dropOutgoing(); // it closed between the first look and the last
        }
    }

    @Override
    public void flush() {
        if (outgoing.isEmpty()) {
            return;
        }
        EventLoop loop = socket.eventLoop();
        if (loop.inEventLoop()) {
            drain();
        } else {
            scheduleDrain(loop);
        }
    }

    @Override
    public boolean writable() {
        return socket.isWritable();
    }

    @Override
    public void takeInput(boolean taken) {
        socket.config().setAutoRead(taken);
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        EventLoop loop = socket.eventLoop();
        if (loop.inEventLoop()) {
            endAfterDrain();
        } else {
            execute(loop, this::endAfterDrain);
        }
    }

    @Override
    public String peer() {
        return peer;
    }

    /** Whether this side is a broker that has let its peer in. */
    boolean hasWelcomed() {
        return welcomed;
    }

    /** Whether neither side has ended the link. */
    boolean isOpen() {
        return open;
    }

    /** Done when the socket has closed. */
    ChannelFuture closed() {
        return socket.closeFuture();
    }

    /** Drops what has not been sent; the socket has closed. */
    void onSocketClosed() {
        open = false;
        socketClosed = true;
        dropOutgoing();
        if (socket.eventLoop().inEventLoop()) {
            encoder.drop();
        }
    }

    private void dropOutgoing() {
        for (Frame frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            FrameEncoder.drop(frame);
        }
    }

    /** Writes as much of what is queued as the socket takes; called by the I/O thread. */
    void drain() {
        drainScheduled.set(false);
        if (draining) {
            return; // A listener flushes while it is called from the loop below, which goes on.
        }
        draining = true;
        try {
            for (int chunks = 0; chunks < CHUNKS_AT_ONCE && hasMore() && socket.isWritable(); chunks++) {
                ChannelFuture unused = socket.writeAndFlush(nextChunk(), socket.voidPromise());
            }
        } finally {
            draining = false;
        }
        if (hasMore()) {
            if (socket.isWritable()) {
                scheduleDrain(socket.eventLoop());
            }
        } else if (!open) {
            endOutput();
        }
    }

    private void scheduleDrain(EventLoop loop) {
        if (!drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
            execute(loop, this::drain);
        }
    }

    private boolean hasMore() {
        return encoder.hasMore() || !outgoing.isEmpty();
    }

    private ByteBuf nextChunk() {
        ByteBuf chunk = socket.alloc().directBuffer(Math.max(LEAST_BUFFER_BYTES, lastChunkBytes));
        try {
            fill(chunk);
        } catch (RuntimeException e) {
            socket.pipeline().fireExceptionCaught(e);
        }
        lastChunkBytes = chunk.readableBytes();
        return chunk;
    }

    private void fill(ByteBuf chunk) {
        ByteSink sink = chunk::writeBytes;
        boolean more = true;
        while (more && chunk.readableBytes() < CHUNK_BYTES) {
            int enough = chunk.readableBytes() + SHORT_SHARE_BYTES;
            Frame frame = outgoing.poll();
            while (frame != null) {
                encoder.encode(frame, sink);
                frame = chunk.readableBytes() < enough ? outgoing.poll() : null;
            }
            if (encoder.hasMore()) {
                encoder.encodeMore(sink);
            }
            more = hasMore();
        }
    }

    private void endAfterDrain() {
        Future<?> unused = socket.eventLoop().schedule(this::closeSocket, CLOSE_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        drain();
    }

    /**
     * Ends our direction and waits for the peer to end its own: closing at once while input is unread would make the
     * operating system reset the connection, and the peer might lose the last frames.
     */
    private void endOutput() {
        if (outputEnded) {
            return;
        }
        outputEnded = true;
        ChannelFuture unused = socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutdownOutput());
    }

    private void shutdownOutput() {
        ChannelFuture unused = socket.shutdownOutput();
    }

    private void closeSocket() {
        ChannelFuture unused = socket.close();
    }

    private void execute(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Link to {}: its I/O thread has stopped, and with it the link.", peer, e);
            onSocketClosed();
        }
    }
}
