package io.chasqui.jms.client;

import io.chasqui.protocol.transport.Connector;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where a connection factory gets its connections from: one link per user, shared by that user's connections. */
public final class ConnectionSource {
    private final ConnectionUrl url;
    private final ClientEnvironment environment;
    private final @Nullable Connector known;
    private final Map<Credentials, Link> links = new ConcurrentHashMap<>();

    /**
     * A source for connections to the place that the URL names.
     *
     * @throws IllegalArgumentException if a system property that completes the URL is malformed
     */
    public ConnectionSource(ConnectionUrl url) {
        this(url, new SystemEnvironment(), null);
    }

    /** A source with a given transport instead of one found by the URL's scheme. */
    ConnectionSource(ConnectionUrl url, ClientEnvironment environment, @Nullable Connector known) {
        this.url = new ConnectionUrl(url.addresses(), url.settings().completed(environment));
        this.environment = environment;
        this.known = known;
    }

    /**
     * A connection for the URL's user; connects first if need be.
     *
     * @throws JMSException if there is no broker, or it refuses the user or the client identifier
     */
    public JmsConnection connect() throws JMSException {
        return connect(url.settings().user(), url.settings().password());
    }

    /**
     * A connection for the given user; connects first if need be.
     *
     * @param user user name, or null for anonymous
     * @param password password, or null
     * @throws JMSException if there is no broker, or it refuses the user or the client identifier
     */
    public JmsConnection connect(@Nullable String user, @Nullable String password) throws JMSException {
        return new JmsConnection(identified(user, password));
    }

    /**
     * A connection for the given user whose sessions can take part in global transactions.
     *
     * @param user user name, or null for anonymous
     * @param password password, or null
     * @throws JMSException if there is no broker, or it refuses the user or the client identifier
     */
    public JmsXaConnection connectXa(@Nullable String user, @Nullable String password) throws JMSException {
        return new JmsXaConnection(identified(user, password));
    }

    /** The same for the URL's user. */
    public JmsXaConnection connectXa() throws JMSException {
        return connectXa(url.settings().user(), url.settings().password());
    }

    private ConnectionCore identified(@Nullable String user, @Nullable String password) throws JMSException {
        ConnectionCore core = core(new Credentials(user, password));
        String clientId = url.settings().clientId();
        if (clientId != null) {
            try {
                core.identify(clientId);
            } catch (JMSException refused) {
                core.close();
                throw refused;
            }
        }
        return core;
    }

    private ConnectionCore core(Credentials credentials) throws JMSException {
        while (true) {
            Link link = links.computeIfAbsent(credentials, this::link);
            try {
                ConnectionCore core = link.connect();
                if (core != null) {
                    return core;
                }
            } finally {
                if (link.isDead()) {
                    links.remove(credentials, link);
                }
            }
        }
    }

    private Link link(Credentials credentials) {
        Connector connector = known == null ? connector(url.addresses().get(0).scheme()) : known;
        return new Link(url, environment, new LinkDialer(connector, url, credentials));
    }

    private static Connector connector(String scheme) {
        TreeSet<String> schemes = new TreeSet<>();
        for (Connector each : ServiceLoader.load(Connector.class, ConnectionSource.class.getClassLoader())) {
            if (each.scheme().equals(scheme)) {
                return each;
            }
            schemes.add(each.scheme());
        }
        throw new IllegalStateException("No transport for '" + scheme + ":' is on the class path, only " + schemes
                + ". Add io.chasqui:chasqui-client for tcp: or io.chasqui:chasqui-embedded for vm:.");
    }

    @Override
    public String toString() {
        return url.addresses().toString();
    }
}
