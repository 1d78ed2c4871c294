package io.chasqui.testkit.engine;

import io.chasqui.broker.endpoint.Link;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of one link and one connection. It says hello and opens its connection by itself; the rest is up to the test.
 * Everything that comes is kept in {@link #frames()}.
 */
public final class ScriptedClient {
    private static final int CONNECTION = 1;

    private Function<Channel, Link> broker;
    private final long key;
    private final @Nullable String clientIdentifier;
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Integer, ScriptedSession> sessions = new LinkedHashMap<>();
    private @Nullable ScriptedChannel channel;
    private @Nullable ChannelListener link;
    private int partBytes;
    private int partsBefore;
    private @Nullable Runnable amid;
    private boolean together;
    private boolean deaf;
    private int sessionsOpened;

    ScriptedClient(Function<Channel, Link> broker, long key, @Nullable String clientIdentifier) {
        this.broker = broker;
        this.key = key;
        this.clientIdentifier = clientIdentifier;
    }

    /** Makes a link without saying anything on it. */
    public void link() {
        ScriptedChannel made = new ScriptedChannel(this::receive);
        channel = made;
        link = broker.apply(made);
        made.attach(link);
    }

    /** Says hello. */
    public void hello() {
        hello(null, null);
    }

    /** Says hello as somebody. */
    public void hello(@Nullable String user, @Nullable String password) {
        send(new LinkFrame.Hello(1, 1, 0, user, password, 0, "script"));
    }

    /** Opens the connection. */
    public void openConnection() {
        send(new ConnectionFrame.OpenConnection(CONNECTION, key, key, clientIdentifier));
    }

    /** Opens a session. */
    public ScriptedSession session(AcknowledgeMode mode) {
        int number = ++sessionsOpened;
        ScriptedSession session = new ScriptedSession(this, number, key * 1000 + number, mode);
        sessions.put(number, session);
        session.open();
        return session;
    }

    /** Sends one frame; without a link it is lost. */
    public void send(Frame frame) {
        if (partBytes > 0 && frame instanceof Send send && send.message().length > SealedMessage.LARGE_BYTES) {
            sendParts(send);
        } else {
            say(listener -> listener.onFrame(frame));
        }
    }

    /** From now on large messages are sent in parts, as a link does that has to encode them; 0 for as a whole. */
    public ScriptedClient inParts(int bytes) {
        partBytes = bytes;
        return this;
    }

    /** Has something done after a number of parts of the next large message; a lost link ends that message. */
    public ScriptedClient afterParts(int parts, Runnable action) {
        partsBefore = parts;
        amid = action;
        return this;
    }

    /** Sends one part of a message. */
    public void sendPart(SendPart part) {
        say(listener -> listener.onPart(part));
    }

    private void sendParts(Send send) {
        byte[] message = send.message();
        Send fields = new Send(
                send.connection(), send.session(), send.sequence(), send.destination(), send.transacted(), new byte[0]);
        ChannelListener before = link;
        int parts = 0;
        for (int from = 0; from < message.length && link == before; from += partBytes) {
            byte[] part = Arrays.copyOfRange(message, from, Math.min(message.length, from + partBytes));
            sendPart(new SendPart(fields, message.length, from, part));
            Runnable action = amid;
            if (++parts == partsBefore && action != null) {
                amid = null;
                action.run();
            }
        }
    }

    private void say(Consumer<ChannelListener> words) {
        ChannelListener listener = link;
        if (listener != null && channel != null && channel.open()) {
            words.accept(listener);
            if (!together) {
                listener.onBatchEnd();
            }
        }
    }

    /** Sends everything that the script sends as one burst. */
    public void together(Runnable script) {
        together = true;
        try {
            script.run();
        } finally {
            together = false;
        }
        if (link != null && channel != null && channel.open()) {
            link.onBatchEnd();
        }
    }

    /** The link breaks; the broker notices at once. */
    public void loseLink() {
        if (channel != null) {
            channel.lose(null);
        }
        link = null;
    }

    /** From now on it links to another broker: the next life of the same one. The old link breaks without a word. */
    void moveTo(Function<Channel, Link> next) {
        cut();
        broker = next;
    }

    /** Makes a new link and carries everything over to it. */
    public void reconnect() {
        link();
        hello();
        openConnection();
        for (ScriptedSession session : new ArrayList<>(sessions.values())) {
            session.reattach();
        }
    }

    /** Closes the connection. */
    public void close() {
        send(new ConnectionFrame.CloseConnection(CONNECTION));
        sessions.clear();
    }

    /** Says whether the client takes frames as fast as they come. */
    public void writable(boolean takesFrames) {
        if (channel != null) {
            channel.writable(takesFrames);
        }
    }

    /** While deaf, the client loses what the broker says. */
    public void deaf(boolean now) {
        deaf = now;
    }

    /** Whether the link is there. */
    public boolean linked() {
        return channel != null && channel.open();
    }

    /** Everything that came, in order. */
    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** Everything of one type that came, in order. */
    public <T extends Frame> List<T> frames(Class<T> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Forgets what came. */
    public void forgetFrames() {
        frames.clear();
    }

    /** The session does not go on; it is not carried over to new links. */
    public void forget(ScriptedSession session) {
        sessions.remove(session.number());
    }

    /** The broker's incarnation as its last greeting told it. */
    long incarnation() {
        List<LinkFrame.Welcome> all = frames(LinkFrame.Welcome.class);
        return all.isEmpty() ? 0 : all.get(all.size() - 1).incarnation();
    }

    int connection() {
        return CONNECTION;
    }

    /** The broker is gone without a word. */
    void cut() {
        if (channel != null) {
            channel.cut();
        }
        link = null;
    }

    private void receive(Frame frame) {
        if (deaf) {
            return;
        }
        frames.add(frame);
        if (frame instanceof SessionEvent event) {
            ScriptedSession session = sessions.get(event.session());
            if (session != null) {
                session.onEvent(event);
            }
        }
    }
}
