package io.chasqui.samples.spring.usage;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.state.QueueCounters;
import io.chasqui.protocol.message.Destination;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a class of tests a broker behind a TCP port, on an empty directory that goes with the last test. */
final class BrokerBehindPort implements BeforeAllCallback, AfterAllCallback {
    private final DestinationPolicies policies;
    private final AtomicInteger lastName = new AtomicInteger();
    private Path directory;
    private Broker broker;
    private Turnstile turnstile;
    private TcpAcceptor acceptor;

    BrokerBehindPort() {
        this(DestinationPolicies.DEFAULT);
    }

    BrokerBehindPort(DestinationPolicies policies) {
        this.policies = policies;
    }

    /** Where clients find it; the same after a restart. */
    String url() {
        return "tcp://127.0.0.1:" + acceptor.port();
    }

    /** What all frames go through. */
    Turnstile turnstile() {
        return turnstile;
    }

    /** How many messages a queue holds. */
    long waiting(String queue) {
        return broker.queueCounters(Destination.queue(queue))
                .map(QueueCounters::present)
                .orElse(0L);
    }

    /** A name that nothing else has. */
    String freshName(String prefix) {
        return prefix + "-" + lastName.incrementAndGet();
    }

    /** Stops the broker: links end, and nobody listens on the port. */
    void stop() {
        broker.close();
        acceptor.close();
    }

    /** Starts it again after a stop, on the same directory and port. */
    void startAgain() throws IOException {
        start(acceptor.port());
    }

    private void start(int port) throws IOException {
        String name = directory.getFileName().toString();
        broker = Broker.start(
                BrokerOptions.embedded(name, directory.resolve("data")).withPolicies(policies));
        turnstile = new Turnstile(broker.acceptor());
        acceptor = TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(port).withIoThreads(1), turnstile);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("spring-");
        start(0);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
