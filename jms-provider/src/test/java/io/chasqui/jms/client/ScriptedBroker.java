package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame.CloseConnection;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionClosed;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionOpened;
import io.chasqui.protocol.frame.ConnectionFrame.ConnectionRefused;
import io.chasqui.protocol.frame.ConnectionFrame.OpenConnection;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionCommand.Flow;
import io.chasqui.protocol.frame.SessionCommand.OpenSession;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.Drained;
import io.chasqui.protocol.frame.SessionEvent.Refuse;
import io.chasqui.protocol.frame.SessionEvent.SessionOpened;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.LinkAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A broker that plays a script: it answers in the thread of the sender, as an in-VM broker may, records every frame, and
 * does nothing on its own but what the handshake needs.
 */
final class ScriptedBroker implements Connector {
    static final DeliveryName FIRST = new DeliveryName(1, 1);

    final List<Frame> frames = new CopyOnWriteArrayList<>();
    final Map<io.chasqui.protocol.frame.FrameKind, ErrorCode> refusals =
            new EnumMap<>(io.chasqui.protocol.frame.FrameKind.class);
    boolean confirms = true;
    boolean answersDrains = true;
    boolean answersEnds = true;
    boolean resumes = true;
    boolean takesWakeUps;
    long decided;
    List<DeliveryName> lost = List.of();
    ErrorCode greeting;
    int grantBytes = 1 << 20;
    long clockAheadMillis = 5_000;
    long wayMillis;
    int pings;
    private final TestEnvironment environment;
    private final AtomicInteger pushed = new AtomicInteger();

    /** How often the client has pushed out what it had, and let the broker do it in a thread of its own. */
    final AtomicInteger flushesWithoutHaste = new AtomicInteger();

    private ChannelListener client;

    ScriptedBroker(TestEnvironment environment) {
        this.environment = environment;
    }

    JmsConnection connect() throws jakarta.jms.JMSException {
        return source("tcp://broker:1").connect();
    }

    ConnectionSource source(String url) {
        return new ConnectionSource(ConnectionUrl.parse(url), environment, this);
    }

    /** The recorded frames of one type. */
    <F extends Frame> List<F> all(Class<F> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only recorded frame of a type. */
    <F extends Frame> F only(Class<F> type) {
        List<F> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("One " + type.getSimpleName() + " is expected but there are " + found);
        }
        return found.get(0);
    }

    /** The last recorded frame of a type. */
    <F extends Frame> F last(Class<F> type) {
        List<F> found = all(type);
        return found.get(found.size() - 1);
    }

    /** The recorded frames that nobody has pushed out. */
    List<Frame> unpushed() {
        return frames.subList(pushed.get(), frames.size());
    }

    void tell(Frame frame) {
        client.onFrame(frame);
    }

    void loseLink() {
        ChannelListener lostClient = client;
        frames.clear();
        pushed.set(0);
        lostClient.onClosed(new IOException("cut"));
    }

    void deliver(int epoch, DeliveryName name, int count) {
        tell(new Deliver(1, 1, 1, epoch, name, count, new byte[0], text("m" + name.sequence(), 0)));
    }

    void confirm(long sequence) {
        tell(new Confirm(1, 1, sequence, 0));
    }

    static byte[] text(String text, long expirationMillis) {
        MessageHeaders headers = new MessageHeaders(
                new MessageIdentity(7, 8, 9),
                false,
                Destination.queue("q"),
                true,
                4,
                1,
                expirationMillis,
                0,
                null,
                null,
                null);
        return SealedMessage.seal(headers, Map.of(), BodyKind.TEXT, text.getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public Channel connect(LinkAddress address, ChannelListener listener, long timeoutNanos) {
        client = listener;
        return new ScriptedChannel(listener);
    }

    private final class ScriptedChannel implements Channel {
        private final ChannelListener listener;

        ScriptedChannel(ChannelListener listener) {
            this.listener = listener;
        }

        @Override
        public void send(Frame frame) {
            if (listener == client) {
                frames.add(frame);
                answer(frame);
                if (takesWakeUps) {
                    LockSupport.parkNanos(1); // as a broker does that waits for a lock in the sender's thread
                }
            }
        }

        @Override
        public void flush() {
            pushed.set(frames.size()); // everything is answered at once
        }

        @Override
        public void flushSoon() {
            flushesWithoutHaste.incrementAndGet();
            flush();
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void close() {
            // nothing to free
        }

        @Override
        public String peer() {
            return "script";
        }
    }

    private void answer(Frame frame) {
        switch (frame.kind()) {
            case HELLO -> greet();
            case OPEN_CONNECTION -> open((OpenConnection) frame);
            case CLOSE_CONNECTION -> end((CloseConnection) frame);
            case OPEN_SESSION -> open((OpenSession) frame);
            case FLOW -> drain((Flow) frame);
            case PING, PONG -> pings++;
            default -> decide((SessionCommand) frame);
        }
    }

    private void greet() {
        environment.advanceMillis(wayMillis);
        long timeMillis = environment.timeMillis() + clockAheadMillis;
        environment.advanceMillis(wayMillis);
        tell(
                greeting == null
                        ? new Welcome(1, 0, 1, 5, 6, timeMillis, 0, 1 << 20, "script")
                        : new Goodbye(greeting, "no"));
    }

    private void open(OpenConnection open) {
        ErrorCode refusal = refusals.get(open.kind());
        tell(
                refusal == null
                        ? new ConnectionOpened(open.connection())
                        : new ConnectionRefused(open.connection(), refusal, "no"));
    }

    private void open(OpenSession open) {
        boolean resumed = open.reattach() && resumes;
        tell(new SessionOpened(open.connection(), open.session(), resumed, decided, grantBytes, lost));
    }

    private void end(CloseConnection close) {
        if (answersEnds) {
            tell(new ConnectionClosed(close.connection()));
        }
    }

    private void drain(Flow flow) {
        if (flow.drain() && answersDrains) {
            tell(new Drained(flow.connection(), flow.session(), flow.consumer(), flow.epoch()));
        }
    }

    private void decide(SessionCommand command) {
        if (!confirms) {
            return;
        }
        ErrorCode refusal = refusals.get(command.kind());
        int credit = command instanceof SessionCommand.Send send ? send.message().length : 0;
        if (refusal == null) {
            tell(new Confirm(command.connection(), command.session(), command.sequence(), credit));
        } else {
            tell(new Refuse(command.connection(), command.session(), command.sequence(), refusal, "no"));
        }
    }
}
