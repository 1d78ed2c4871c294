package io.chasqui.transport.tcp;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.wire.WireFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of a link: decodes what comes and calls the listener, all in the link's I/O thread. It guarantees
 * that the listener is told of the end exactly once, after its last batch, and that a peer which breaks the protocol, or
 * a listener which fails, costs only this link.
 */
final class LinkHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);

    private final TcpChannel channel;
    private final IoThread thread;
    private final LinkAcceptor acceptor;
    private final FrameDecoder decoder;
    private @Nullable ChannelListener listener;
    private @Nullable Throwable cause;
    private boolean inBatch;

    /**
     * A handler of one link.
     *
     * @param channel the sending side
     * @param thread the link's I/O thread
     * @param acceptor names the listener when the link is up
     * @param decoder reads what comes
     */
    LinkHandler(TcpChannel channel, IoThread thread, LinkAcceptor acceptor, FrameDecoder decoder) {
        this.channel = channel;
        this.thread = thread;
        this.acceptor = acceptor;
        this.decoder = decoder;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        try {
            ChannelListener hearing = acceptor.accept(channel);
            if (hearing.takesParts()) {
                decoder.handOverParts(this::onPart);
            }
            listener = hearing;
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "The link could not be taken.", e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && channel.isOpen()) {
                byte[] scratch = thread.scratch();
                int count = Math.min(scratch.length, bytes.readableBytes());
                bytes.readBytes(scratch, 0, count);
                if (channel.hasWelcomed()) {
                    decoder.letIn();
                }
                decoder.decode(scratch, 0, count, this::onFrame);
            }
        } catch (WireFormatException e) {
            fail(ErrorCode.PROTOCOL, "Malformed bytes came: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "A frame could not be worked off.", e);
        } finally {
            bytes.release();
        }
    }

    private void onFrame(Frame frame) {
        ChannelListener hearing = listener;
        if (hearing != null && channel.isOpen()) {
            beginBatch();
            hearing.onFrame(frame);
        }
    }

    private void onPart(SendPart part) {
        ChannelListener hearing = listener;
        if (hearing != null && channel.isOpen()) {
            beginBatch();
            hearing.onPart(part);
        }
    }

    private void beginBatch() {
        if (!inBatch) {
            inBatch = true;
            thread.onBatchBegun(this);
        }
    }

    /** All links of this I/O thread have been read for now. */
    void endBatch() {
        ChannelListener hearing = listener;
        if (!inBatch || hearing == null) {
            return;
        }
        inBatch = false;
        try {
            hearing.onBatchEnd();
        } catch (RuntimeException e) {
            fail(ErrorCode.INTERNAL, "A batch of frames could not be worked off.", e);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        channel.drain();
        ChannelListener hearing = listener;
        if (hearing != null && channel.isOpen() && channel.writable()) {
            hearing.onWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (cause == null && channel.isOpen() && decoder.isMidFrame()) {
            cause = new EOFException("The link to " + channel.peer() + " ended in the middle of a frame.");
        }
        channel.onSocketClosed();
        endBatch();
        ChannelListener hearing = listener;
        listener = null;
        if (hearing != null) {
            hearing.onClosed(cause);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            LOG.error("Link to {}: unexpected failure, the link ends.", channel.peer(), thrown);
        }
        if (cause == null && channel.isOpen()) {
            cause = thrown;
        }
        ChannelFuture unused = context.close();
    }

    private void fail(ErrorCode code, String text, RuntimeException reason) {
        if (code == ErrorCode.PROTOCOL) {
            LOG.warn("Link to {}: {} The link ends.", channel.peer(), text);
        } else {
            LOG.error("Link to {}: {} The link ends.", channel.peer(), text, reason);
        }
        if (cause == null) {
            cause = reason;
        }
        channel.send(new Goodbye(code, text));
        channel.close();
    }
}
