package io.chasqui.broker.endpoint;

import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.journal.Mark;
import io.chasqui.broker.state.QueueState;
import io.chasqui.broker.state.SessionKey;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A virtual connection: it outlives its link for the re-attach window. */
final class ClientConnection {
    private final SessionKey key;
    private final @Nullable String clientIdentifier;
    private final String user;
    private final Map<Integer, ClientSession> sessions = new HashMap<>();
    private final Set<Destination> temporaries = new LinkedHashSet<>();
    private @Nullable Link link;
    private int number;
    private long detachedAtMillis;
    private Mark mark = Mark.ORDERED;

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

    /** The temporary destinations that it owns. */
    Set<Destination> temporaries() {
        return temporaries;
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

    /**
     * Whether a subscription is its own, so that with {@code noLocal} what it sends stays out (Jakarta Messaging 3.1
     * §8.3): a durable one by its client identifier, another one by its consumer.
     */
    boolean owns(Engine engine, QueueState queue) {
        SubscriptionDefinition definition = queue.subscription();
        if (definition != null && definition.durable()) {
            return clientIdentifier != null && clientIdentifier.equals(definition.clientIdentifier());
        }
        return engine.dispatcher().consumers(queue.number()).stream()
                .map(Consumer::outlet)
                .anyMatch(outlet -> outlet instanceof ClientSession session && session.connection() == this);
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

    /** What the sessions that have ended by now have asked for. */
    Mark mark() {
        return mark;
    }

    void remove(ClientSession session) {
        sessions.remove(session.number());
        mark = mark.and(session.mark());
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
