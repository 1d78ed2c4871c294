package io.chasqui.broker.endpoint;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.peer.BrokerHandshake;
import io.chasqui.protocol.peer.HandshakeOutcome;
import io.chasqui.protocol.peer.HeartbeatMonitor;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's end of one physical link. The handshake and heartbeats are answered where they arrive; everything else is
 * handed to the shard and done under the baton.
 */
public final class Link implements ChannelListener {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int REFUSED_LIMIT = 1_000;
    private static final long GREETING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Channel channel;
    private final Turns turns;
    private final Connections connections;
    private final LinkPolicy policy;
    private final Consumer<Link> closed;
    private final BrokerHandshake handshake = new BrokerHandshake(0);
    private final Map<Integer, ClientConnection> open = new HashMap<>();
    private final Set<Integer> refused = new HashSet<>();
    private final InputGate input;
    private final long begunNanos;
    private volatile HeartbeatMonitor heartbeat;
    private volatile @Nullable String user;
    private volatile boolean ended;

    /**
     * A new link.
     *
     * @param channel carries frames
     * @param turns the shard
     * @param connections all connections
     * @param policy what to tell and check
     * @param closed is told, under the baton, when the link has ended
     */
    public Link(Channel channel, Turns turns, Connections connections, LinkPolicy policy, Consumer<Link> closed) {
        this.channel = channel;
        this.turns = turns;
        this.connections = connections;
        this.policy = policy;
        this.closed = closed;
        this.input = new InputGate(channel);
        this.begunNanos = policy.nanoClock().getAsLong();
        this.heartbeat = new HeartbeatMonitor(0, 0);
    }

    @Override
    public void onFrame(Frame frame) {
        heartbeat.onInput(policy.nanoClock().getAsLong());
        if (!handshake.isOver()) {
            greet(frame);
        } else if (user == null && !(frame instanceof LinkFrame.Goodbye)) {
            end(ErrorCode.PROTOCOL, "Nothing is sent between HELLO and WELCOME but " + frame.kind() + " came.");
        } else if (frame instanceof LinkFrame linkFrame) {
            onLinkFrame(linkFrame);
        } else {
            turns.submit(() -> process(frame));
        }
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public void onPart(SendPart part) {
        heartbeat.onInput(policy.nanoClock().getAsLong());
        if (user == null) {
            end(ErrorCode.PROTOCOL, "Nothing is sent between HELLO and WELCOME but SEND came.");
            return;
        }
        input.came(part.bytes().length);
        turns.submit(() -> {
            process(part);
            input.done(part.bytes().length);
        });
    }

    @Override
    public void onBatchEnd() {
        turns.run();
    }

    @Override
    public void onBatchSoon() {
        turns.runSoon();
    }

    @Override
    public void onWritable() {
        turns.submit(() -> open.values().forEach(connections::writable));
        turns.run();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        if (cause != null) {
            LOG.info("Link to {} ended: {}", channel.peer(), cause.toString());
        }
        turns.submit(this::forget);
        turns.run();
    }

    /** Ends the link with a reason. */
    public void end(ErrorCode code, String text) {
        ended = true;
        channel.send(new LinkFrame.Goodbye(code, text));
        channel.flush();
        channel.close();
    }

    /** Asks a silent client whether it is there, and ends the link of one that is not, or that nobody could greet. */
    public void checkHeartbeat() {
        if (ended) {
            return;
        }
        long nowNanos = policy.nanoClock().getAsLong();
        if (user == null && nowNanos - begunNanos > GREETING_NANOS) {
            end(ErrorCode.PROTOCOL, "No user was welcomed within 30 s.");
            return;
        }
        switch (heartbeat.poll(nowNanos)) {
            case NOTHING -> {}
            case SEND_PING -> reply(new LinkFrame.Ping(0));
            case DEAD -> end(ErrorCode.PROTOCOL, "Nothing came for twice the heartbeat interval.");
        }
    }

    Channel channel() {
        return channel;
    }

    String user() {
        return Objects.requireNonNull(user, "user of a link after the handshake");
    }

    void add(int number, ClientConnection connection) {
        refused.remove(number);
        open.put(number, connection);
    }

    void remove(int number) {
        open.remove(number);
    }

    /** Frames that the client has pipelined behind a refused opening are not its fault. */
    void refuse(int number) {
        if (refused.size() < REFUSED_LIMIT) {
            refused.add(number);
        }
    }

    private void onLinkFrame(LinkFrame frame) {
        switch (frame.kind()) {
            case PING -> reply(new LinkFrame.Pong(((LinkFrame.Ping) frame).token()));
            case PONG -> {}
            case GOODBYE -> channel.close();
            default -> end(ErrorCode.PROTOCOL, "A client does not send " + frame.kind() + " here.");
        }
    }

    private void greet(Frame first) {
        HandshakeOutcome outcome = handshake.onFrame(first);
        if (outcome instanceof HandshakeOutcome.Rejected rejected) {
            end(rejected.code(), rejected.text());
        } else if (outcome instanceof HandshakeOutcome.Established established
                && first instanceof LinkFrame.Hello hello) {
            askForAdmission(hello, established);
        }
    }

    /** The answer may come later and in another thread. */
    private void askForAdmission(LinkFrame.Hello hello, HandshakeOutcome.Established established) {
        policy.admission().check(hello.user(), hello.password(), new Admission.Answer() {
            @Override
            public void admitted(String name) {
                welcome(name, hello, established);
            }

            @Override
            public void refused(ErrorCode code, String text) {
                LOG.warn("Link to {} is refused: {}", channel.peer(), Printable.of(text));
                end(code, text);
            }
        });
    }

    private void welcome(String name, LinkFrame.Hello hello, HandshakeOutcome.Established established) {
        if (ended) {
            return;
        }
        long intervalNanos = TimeUnit.MILLISECONDS.toNanos(hello.heartbeatMillis());
        heartbeat = new HeartbeatMonitor(intervalNanos, policy.nanoClock().getAsLong());
        user = name; // from here on frames are taken
        reply(new LinkFrame.Welcome(
                established.version(),
                established.features(),
                policy.incarnation(),
                connections.identity().high(),
                connections.identity().low(),
                policy.clockMillis().getAsLong(),
                hello.heartbeatMillis(),
                policy.messageLimitBytes(),
                policy.software()));
    }

    private void reply(LinkFrame frame) {
        channel.send(frame);
        channel.flush();
    }

    private void process(Frame frame) {
        if (ended) {
            return;
        }
        try {
            dispatch(frame);
        } catch (ProtocolViolationException violation) {
            endFor(violation);
        }
    }

    private void process(SendPart part) {
        if (ended) {
            return;
        }
        ClientConnection connection = open.get(part.send().connection());
        try {
            if (connection != null && connection.link() == this) {
                connections.part(connection, part);
            } else if (!refused.contains(part.send().connection())) {
                throw new ProtocolViolationException(
                        "Connection " + part.send().connection() + " is not open on this link.");
            }
        } catch (ProtocolViolationException violation) {
            endFor(violation);
        }
    }

    private void endFor(ProtocolViolationException violation) {
        LOG.warn("Link to {} broke the protocol: {}", channel.peer(), violation.getMessage());
        end(ErrorCode.PROTOCOL, String.valueOf(violation.getMessage()));
    }

    private void dispatch(Frame frame) {
        ClientConnection connection = open.get(frame.connection());
        boolean here = connection != null && connection.link() == this;
        if (frame instanceof ConnectionFrame.OpenConnection opening) {
            if (here) {
                throw new ProtocolViolationException("Connection " + frame.connection() + " is open already.");
            }
            connections.open(this, opening);
        } else if (connection != null && here) {
            dispatch(connection, frame);
        } else if (!(frame instanceof SessionCommand.Flow) && !refused.contains(frame.connection())) {
            throw new ProtocolViolationException("Connection " + frame.connection() + " is not open on this link.");
        }
    }

    private void dispatch(ClientConnection connection, Frame frame) {
        if (frame instanceof SessionCommand.OpenSession opening) {
            connections.openSession(connection, opening);
        } else if (frame instanceof SessionCommand command) {
            connections.command(connection, command);
        } else {
            dispatchOwn(connection, frame);
        }
    }

    /** Frames about the connection itself. */
    private void dispatchOwn(ClientConnection connection, Frame frame) {
        switch (frame.kind()) {
            case CLOSE_CONNECTION -> connections.close(this, frame.connection(), connection);
            case DECLARE_TEMPORARY ->
                connections.declareTemporary(connection, (ConnectionFrame.DeclareTemporary) frame);
            case DELETE_TEMPORARY ->
                connections.deleteTemporary(this, connection, (ConnectionFrame.DeleteTemporary) frame);
            default -> throw new ProtocolViolationException("A client does not send " + frame.kind() + ".");
        }
    }

    private void forget() {
        ended = true;
        for (ClientConnection connection : new ArrayList<>(open.values())) {
            connections.detach(connection, this);
        }
        open.clear();
        closed.accept(this);
    }
}
