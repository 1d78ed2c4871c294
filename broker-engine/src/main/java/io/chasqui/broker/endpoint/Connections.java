package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.broker.state.SessionKey;
import io.chasqui.broker.state.SessionWindow;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All connections of the broker and what happens to them: opened, taken over by a new link, lost, closed. A connection
 * whose link is lost keeps its sessions for the re-attach window.
 *
 * <p>Belongs to the baton's holder.
 */
public final class Connections {
    private static final long REATTACH_WINDOW_MILLIS = 10_000;

    private final Engine engine;
    private final Event.BrokerIdentified identity;
    private final Branches branches;
    private final BranchDecisions decisions;
    private final SessionLifecycle lifecycle;
    private final SessionCommands commands;
    private final Map<SessionKey, ClientConnection> connections = new HashMap<>();
    private final Map<String, ClientConnection> identifiers = new HashMap<>();
    private final Set<ClientConnection> detached = new LinkedHashSet<>();
    private final OrphanedWindows orphans;
    private final Set<ClientSession> touched = new LinkedHashSet<>();
    private final Set<ClientSession> late = new LinkedHashSet<>();
    private final Map<ClientSession, Long> adriftSinceMillis = new LinkedHashMap<>();

    /** No connections yet. */
    public Connections(Engine engine) {
        this.engine = engine;
        Event.BrokerIdentified known = engine.state().identity();
        this.identity = known == null ? new Event.BrokerIdentified(0, 0) : known;
        this.orphans = new OrphanedWindows(engine);
        this.branches = new Branches(engine);
        this.decisions = new BranchDecisions(engine, branches);
        SendRules rules = new SendRules(engine);
        LargeSends large = new LargeSends(engine, rules);
        SendCommands sends = new SendCommands(engine, rules, large, branches);
        this.lifecycle = new SessionLifecycle(engine, branches, sends, large);
        BranchCommands branchCommands = new BranchCommands(engine, branches, decisions, sends);
        this.commands = new SessionCommands(engine, lifecycle, branchCommands, sends, large);
    }

    /** Number of connections, detached ones included. */
    public int size() {
        return connections.size();
    }

    /** The messages that transactions which are neither committed nor prepared are to send, as far as all of them came. */
    public List<Payload> staged() {
        List<Payload> staged = branches.staged();
        for (ClientConnection connection : connections.values()) {
            for (ClientSession session : connection.sessions()) {
                session.transaction().forEach(send -> staged.add(send.payload()));
            }
        }
        return staged;
    }

    /** What tells the broker from all others; does not change. */
    Event.BrokerIdentified identity() {
        return identity;
    }

    /**
     * Commits or rolls back a prepared transaction branch without its manager.
     *
     * @return whether there was such a branch in doubt
     */
    public boolean decideHeuristically(Xid xid, boolean commit) {
        BranchState prepared = engine.state().branches().find(xid);
        if (prepared == null || prepared.decision() != BranchState.Decision.NONE) {
            return false;
        }
        decisions.decide(prepared, commit);
        return true;
    }

    void open(Link link, ConnectionFrame.OpenConnection frame) {
        SessionKey key = new SessionKey(frame.keyHigh(), frame.keyLow());
        ClientConnection connection = connections.get(key);
        if (connection != null && !connection.user().equals(link.user())) {
            refuse(link, frame, ErrorCode.AUTHORIZATION, "This connection belongs to another user.");
            return;
        }
        if (connection == null) {
            String identifier = frame.clientIdentifier();
            ClientConnection holder = identifier == null ? null : identifiers.get(identifier);
            if (holder != null && holder.link() != null) {
                refuse(
                        link,
                        frame,
                        ErrorCode.CLIENT_IDENTIFIER,
                        "The client identifier " + identifier + " is in use by another connection.");
                return;
            }
            if (holder != null) {
                lose(holder);
            }
            connection = new ClientConnection(key, identifier, link.user());
            connections.put(key, connection);
            if (identifier != null) {
                identifiers.put(identifier, connection);
            }
        }
        for (ClientSession session : connection.sessionsInOrder()) {
            adriftSinceMillis.put(session, engine.steadyMillis().getAsLong());
        }
        connection.sessions().forEach(lifecycle::interrupt);
        connection.attach(link, frame.connection());
        detached.remove(connection);
        link.add(frame.connection(), connection);
        answer(link, new ConnectionFrame.ConnectionOpened(frame.connection()));
    }

    void close(Link link, int number, ClientConnection connection) {
        for (ClientSession session : connection.sessionsInOrder()) {
            commands.hurry(session);
            lifecycle.drop(session);
            adriftSinceMillis.remove(session);
            SessionWindow window = engine.state().window(session.key());
            if (window != null) {
                engine.sink().record(Facts.of(new Event.SessionEnded(window.number())));
            }
        }
        forget(connection);
        link.remove(number);
        ConnectionFrame.ConnectionClosed closed = new ConnectionFrame.ConnectionClosed(number);
        engine.outbox().emit(link.channel(), closed, connection.mark(), true);
    }

    void openSession(ClientConnection connection, SessionCommand.OpenSession frame) {
        SessionKey key = new SessionKey(frame.keyHigh(), frame.keyLow());
        ClientSession session = connection.session(frame.session());
        boolean resumed = session != null && session.key().equals(key);
        if (session != null && !resumed) {
            lose(session);
        }
        orphans.found(key);
        if (session == null || !resumed) {
            session = new ClientSession(connection, engine, frame.session(), key, frame.mode());
            connection.add(session);
            SessionWindow window = engine.state().window(key);
            long decided = window == null ? 0 : window.decided();
            session.attach(frame.epoch(), Math.max(decided, frame.confirmed()));
            takeBack(session, frame);
        } else {
            adriftSinceMillis.remove(session);
            lifecycle.reattach(session, frame.held());
            session.attach(frame.epoch(), session.decided());
            session.startEpoch(frame.epoch());
            session.forgetAnswers(frame.confirmed());
        }
        List<DeliveryName> lost = new ArrayList<>();
        for (DeliveryName name : frame.held()) {
            if (session.inFlight().find(name) == null) {
                lost.add(name);
            }
        }
        Link link = connection.link();
        if (link != null) {
            answer(
                    link,
                    new SessionEvent.SessionOpened(
                            connection.number(),
                            session.number(),
                            resumed,
                            session.decided(),
                            ClientSession.SEND_WINDOW_BYTES,
                            lost));
        }
    }

    void declareTemporary(ClientConnection connection, ConnectionFrame.DeclareTemporary frame) {
        engine.temporaries().declare(connection, frame.destination());
    }

    void deleteTemporary(Link link, ClientConnection connection, ConnectionFrame.DeleteTemporary frame) {
        Refusal refusal = engine.temporaries().delete(connection, frame.destination());
        answer(
                link,
                new ConnectionFrame.TemporaryDeleted(
                        frame.connection(),
                        frame.destination(),
                        refusal == null ? null : refusal.code(),
                        refusal == null ? "" : refusal.text()));
    }

    void command(ClientConnection connection, SessionCommand command) {
        ClientSession session = connection.session(command.session());
        if (session == null) {
            if (command instanceof SessionCommand.Flow) {
                return;
            }
            throw new ProtocolViolationException("Session " + command.session() + " is not open.");
        }
        touched.add(session);
        commands.process(session, command);
    }

    /** A part of a send that is too large to come as a whole. */
    void part(ClientConnection connection, SendPart part) {
        ClientSession session = connection.session(part.send().session());
        if (session == null) {
            throw new ProtocolViolationException("Session " + part.send().session() + " is not open.");
        }
        touched.add(session);
        commands.process(session, part);
    }

    /** A link is lost: its connections wait for another one. */
    void detach(ClientConnection connection, Link link) {
        if (connection.link() == link) {
            connection.sessions().forEach(lifecycle::interrupt);
            connection.detach(engine.steadyMillis().getAsLong());
            detached.add(connection);
        }
    }

    /** A link takes frames again. */
    void writable(ClientConnection connection) {
        for (ClientSession session : connection.sessions()) {
            for (Consumer consumer : session.consumers()) {
                engine.dispatcher().wake(consumer);
            }
        }
    }

    /** Ends a turn: goes on with sessions that found a full destination, and sends the confirmations. */
    public void confirmTouched() {
        commands.resume(false, touched::add);
        for (ClientSession session : touched) {
            session.confirm(false);
            if (session.owesConfirmation()) {
                late.add(session);
            }
        }
        touched.clear();
    }

    /** Duties of time: sends that have waited long enough, late confirmations, ends of re-attach windows and of duplicate windows. */
    public void tick(long nowMillis) {
        commands.resume(true, touched::add);
        late.forEach(session -> session.confirm(true));
        late.clear();
        List<ClientConnection> gone = detached.stream()
                .filter(connection -> nowMillis - connection.detachedAtMillis() >= REATTACH_WINDOW_MILLIS)
                .toList();
        gone.forEach(this::lose);
        List<ClientSession> adrift = adriftSinceMillis.entrySet().stream()
                .filter(session -> nowMillis - session.getValue() >= REATTACH_WINDOW_MILLIS)
                .map(Map.Entry::getKey)
                .toList();
        adrift.forEach(this::lose);
        orphans.tick(nowMillis);
        engine.leaving().tick();
        branches.tick(nowMillis);
    }

    /** Whether somebody waits for the next round of these duties, and it must not be put off. */
    public boolean awaitsTick() {
        return !touched.isEmpty()
                || !late.isEmpty()
                || !detached.isEmpty()
                || !adriftSinceMillis.isEmpty()
                || commands.anyWaits();
    }

    /** Gives a session what its application still holds, as long as it is free and the user may have it at all. */
    private void takeBack(ClientSession session, SessionCommand.OpenSession frame) {
        String user = session.connection().user();
        for (DeliveryName name : frame.held()) {
            MessageEntry entry = frame.reattach() ? engine.state().find(name.queue(), name.sequence()) : null;
            if (entry != null
                    && entry.holder() == null
                    && engine.authorizer()
                            .permits(user, Action.CONSUME, entry.queue().destination())) {
                session.inFlight().take(entry, null);
            }
        }
    }

    private void lose(ClientConnection connection) {
        connection.sessionsInOrder().forEach(this::lose);
        forget(connection);
    }

    private void lose(ClientSession session) {
        adriftSinceMillis.remove(session);
        lifecycle.lose(session);
        orphans.lost(session.key());
    }

    private void forget(ClientConnection connection) {
        engine.temporaries().forget(connection);
        connections.remove(connection.key(), connection);
        detached.remove(connection);
        String identifier = connection.clientIdentifier();
        if (identifier != null) {
            identifiers.remove(identifier, connection);
        }
    }

    private void refuse(Link link, ConnectionFrame.OpenConnection frame, ErrorCode code, String text) {
        link.refuse(frame.connection());
        answer(link, new ConnectionFrame.ConnectionRefused(frame.connection(), code, text));
    }

    private void answer(Link link, Frame frame) {
        engine.outbox().emit(link.channel(), frame, engine.outbox().applied(), true);
    }
}
