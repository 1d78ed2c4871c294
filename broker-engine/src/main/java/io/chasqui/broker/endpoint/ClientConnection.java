package io.chasqui.broker.endpoint;

import io.chasqui.broker.state.SessionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A virtual connection: it outlives its link for the re-attach window. */
final class ClientConnection {
    private final SessionKey key;
    private final @Nullable String clientIdentifier;
    private final String user;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private @Nullable Link link;
    private int number;
    private long detachedAtMillis;
    private long position;

    ClientConnection(SessionKey key, @Nullable String clientIdentifier, String user) {
        this.key = key;
        this.clientIdentifier = clientIdentifier;
        this.user = user;
    }

    SessionKey key() {
        return key;
    }

    @Nullable
    String clientIdentifier() {
        return clientIdentifier;
    }

    String user() {
        return user;
    }

    @Nullable
    Link link() {
        return link;
    }

    int number() {
        return number;
    }

    long detachedAtMillis() {
        return detachedAtMillis;
    }

    void attach(Link newLink, int newNumber) {
        this.link = newLink;
        this.number = newNumber;
        sessions.values().forEach(ClientSession::detach);
    }

    void detach(long nowMillis) {
        this.link = null;
        this.detachedAtMillis = nowMillis;
        sessions.values().forEach(ClientSession::detach);
    }

    @Nullable
    ClientSession session(int sessionNumber) {
        return sessions.get(sessionNumber);
    }

    void add(ClientSession session) {
        sessions.put(session.number(), session);
    }

    /** The last batch that a session, ended by now, has caused. */
    long position() {
        return position;
    }

    void remove(ClientSession session) {
        sessions.remove(session.number());
        position = Math.max(position, session.position());
    }

    Collection<ClientSession> sessions() {
        return new ArrayList<>(sessions.values());
    }

    List<ClientSession> sessionsInOrder() {
        return sessions.values().stream()
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .toList();
    }
}
