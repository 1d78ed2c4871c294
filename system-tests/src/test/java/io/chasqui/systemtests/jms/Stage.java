package io.chasqui.systemtests.jms;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.journal.Durability;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A broker for some tests, on a directory of its own, and the ways to it. */
final class Stage implements AutoCloseable {
    /** Most tests roll back often and expect the same message next; {@code patient.#} has the default policy. */
    private static final DestinationPolicies POLICIES = new DestinationPolicies(Map.of(
            DestinationPattern.ALL,
            DestinationPolicy.DEFAULT.withMaxDeliveries(0).withBackOff(RedeliveryBackOff.NONE),
            DestinationPattern.parse("queue.patient.#"),
            DestinationPolicy.DEFAULT,
            DestinationPattern.parse("*.blocking.#"),
            DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3)),
            DestinationPattern.parse("queue.hasty.#"),
            DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3).withBlockMillis(200)),
            DestinationPattern.parse("queue.rejecting.#"),
            DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3).with(WhenFull.REJECT)),
            DestinationPattern.parse("queue.dropping.#"),
            DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3).with(WhenFull.DROP_OLDEST)),
            DestinationPattern.parse("queue.fast.#"),
            DestinationPolicy.DEFAULT.withDurability(Durability.OS)));

    private final String name;
    private final Transport transport;
    private final Path directory;
    private final AtomicInteger lastName = new AtomicInteger();
    private Broker broker;
    private TcpAcceptor acceptor;
    private ChasquiConnectionFactory factory;

    private Stage(String name, Transport transport) throws IOException {
        this.name = name + "-" + transport;
        this.transport = transport;
        this.directory = Files.createTempDirectory(this.name);
        begin();
    }

    /**
     * Starts a broker.
     *
     * @param name differs from the names of all other stages
     */
    static Stage open(String name, Transport transport) {
        try {
            return new Stage(name, transport);
        } catch (IOException failure) {
            throw new UncheckedIOException("The broker for " + name + " does not start.", failure);
        }
    }

    private void begin() throws IOException {
        broker = Broker.start(
                BrokerOptions.embedded(name, directory.resolve("data")).withPolicies(POLICIES));
        listen(0);
        factory = new ChasquiConnectionFactory(url());
    }

    /** Stops the broker cleanly and starts it again on the same directory, with a new {@link #factory}. */
    void restart() {
        stop();
        try {
            begin();
        } catch (IOException failure) {
            throw new UncheckedIOException("The broker " + name + " does not start again.", failure);
        }
    }

    /** Cuts all TCP links, and listens again on the same port; the broker goes on. */
    void cutLinks() {
        int port = acceptor.port();
        acceptor.close();
        try {
            listen(port);
        } catch (IOException failure) {
            throw new UncheckedIOException("The broker " + name + " does not listen again.", failure);
        }
    }

    private void listen(int port) throws IOException {
        TcpAcceptorOptions options =
                TcpAcceptorOptions.defaults().withPort(port).withIoThreads(1);
        acceptor = TcpAcceptor.bind(options, broker.acceptor());
    }

    /** Stops the broker cleanly. */
    void stop() {
        broker.close();
        acceptor.close();
    }

    /** The broker, for its administrator. */
    Broker broker() {
        return broker;
    }

    /** The connection URL, without options. */
    String url() {
        return transport == Transport.IN_VM ? "vm:" + name : "tcp://127.0.0.1:" + acceptor.port();
    }

    /** All connections of this factory share one link. */
    ChasquiConnectionFactory factory() {
        return factory;
    }

    /** A client with an AUTO_ACKNOWLEDGE session on a connection of its own, which is started. */
    Client client() throws JMSException {
        return client(Session.AUTO_ACKNOWLEDGE);
    }

    /**
     * A client on a connection of its own, which is started.
     *
     * @param sessionMode of its session
     */
    Client client(int sessionMode) throws JMSException {
        Client client = stoppedClient(sessionMode);
        client.connection().start();
        return client;
    }

    /** A client on a connection of its own, which was never started. */
    Client stoppedClient(int sessionMode) throws JMSException {
        Connection connection = factory.createConnection();
        return new Client(connection, connection.createSession(sessionMode));
    }

    /** A client whose connection has a client identifier and is started. */
    Client identified(String clientIdentifier, int sessionMode) throws JMSException {
        Connection connection = factory.createConnection();
        connection.setClientID(clientIdentifier);
        connection.start();
        return new Client(connection, connection.createSession(sessionMode));
    }

    /** A name nobody else has. */
    String freshName(String prefix) {
        return prefix + "-" + lastName.incrementAndGet();
    }

    /** A queue nobody else uses, with the default policy of redelivery. */
    Queue patientQueue() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            return session.createQueue(freshName("patient.queue"));
        }
    }

    /** A queue nobody else uses, whose name begins with a word that a policy is about. */
    Queue queueUnder(String word) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            return session.createQueue(freshName(word + ".queue"));
        }
    }

    /** A queue nobody else uses. */
    Queue queue() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            return session.createQueue(freshName("queue"));
        }
    }

    /** A topic nobody else uses. */
    Topic topic() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            return session.createTopic(freshName("topic"));
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public String toString() {
        return transport.name();
    }
}
