package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Pong;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.peer.ClientHandshake;
import io.chasqui.protocol.peer.HandshakeOutcome;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel of a link: hears what comes over it and hands it to the connection it is for. When the channel is lost the
 * link gets a new attachment; whatever an old one still says is harmless.
 */
final class Attachment implements ChannelListener {
    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

    private final Link link;
    private final ClientHandshake handshake;
    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();
    private volatile @Nullable PushedChannel channel;
    private volatile @Nullable Failure farewell;
    private volatile boolean closed;
    private volatile boolean heard;
    private long heardNanos;

    Attachment(Link link, ClientHandshake handshake) {
        this.link = link;
        this.handshake = handshake;
    }

    /** The channel exists. */
    void connected(Channel opened) {
        channel = new PushedChannel(opened);
    }

    PushedChannel channel() {
        PushedChannel known = channel;
        if (known == null) {
            throw new IllegalStateException("The channel does not exist yet.");
        }
        return known;
    }

    /** Whether the channel has ended. */
    boolean isClosed() {
        return closed;
    }

    /** The broker's answer to the handshake; fails with {@link RefusedException} or what ended the channel. */
    CompletableFuture<Welcome> welcome() {
        return welcome;
    }

    @Override
    public void onFrame(Frame frame) {
        if (!heard) {
            heard = true;
        }
        if (!handshake.isOver()) {
            greeted(frame);
        } else if (frame instanceof SessionEvent event) {
            ConnectionCore connection = link.connection(event.connection());
            if (connection != null) {
                connection.onEvent(event);
            }
        } else if (frame instanceof ConnectionFrame about) {
            ConnectionCore connection = link.connection(about.connection());
            if (connection != null) {
                connection.onFrame(about);
            }
        } else if (frame instanceof LinkFrame own) {
            onLinkFrame(own);
        }
    }

    private void greeted(Frame first) {
        HandshakeOutcome outcome = handshake.onFrame(first);
        if (outcome instanceof HandshakeOutcome.Rejected rejected) {
            Failure reason = Failure.of(rejected.code(), rejected.text());
            farewell = reason;
            welcome.completeExceptionally(new RefusedException(reason));
        } else {
            welcome.complete((Welcome) first);
        }
    }

    private void onLinkFrame(LinkFrame frame) {
        switch (frame.kind()) {
            case GOODBYE -> goodbye((Goodbye) frame);
            case PING -> pong((Ping) frame);
            case PONG -> LOG.trace("The broker answers.");
            default -> LOG.warn("A client does not expect {}.", frame.kind());
        }
    }

    private void goodbye(Goodbye frame) {
        farewell = Failure.of(frame.code(), frame.text());
    }

    private void pong(Ping ping) {
        Channel known = channel;
        if (known != null) {
            known.send(new Pong(ping.token()));
            known.flush();
        }
    }

    @Override
    public void onBatchEnd() {
        // whoever waits was woken frame by frame
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        closed = true;
        Failure said = farewell;
        Failure reason = said != null
                ? said
                : new Failure(ErrorCode.UNAVAILABLE, "The link to " + link.place() + " was lost.", cause);
        welcome.completeExceptionally(new RefusedException(reason));
        link.lost(this, reason);
    }

    /**
     * Asks for a sign of life when there was none since the last call, and ends the channel when there was none for too
     * long. Called by one thread.
     *
     * @param silenceNanos the longest silence
     */
    void beat(long nowNanos, long silenceNanos) {
        if (heard || heardNanos == 0) {
            heard = false;
            heardNanos = nowNanos;
            return; // every question costs the broker an answer, and brokers have many links
        }
        Channel known = channel();
        if (nowNanos - heardNanos > silenceNanos) {
            known.close();
            link.lost(this, Failure.of(ErrorCode.UNAVAILABLE, "The broker at " + link.place() + " has gone silent."));
            return;
        }
        known.send(new Ping(nowNanos));
        known.flush();
    }
}
