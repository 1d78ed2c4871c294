package io.chasqui.tck.broker;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.security.UserRealm;
import io.chasqui.transport.tcp.TcpAcceptor;
import io.chasqui.transport.tcp.TcpAcceptorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An embedded broker for compatibility tests, with default options but for its users: {@code j2ee} with password
 * {@code j2ee}, {@code javajoe} with {@code javajoe}, and guests without a name; everybody else is refused. It runs
 * until it is closed.
 */
public final class TestBroker implements AutoCloseable {
    private static final long SEED = 1;
    private static final int HASH_ITERATIONS = 1_000;

    private final Broker broker;
    private final @Nullable TcpAcceptor acceptor;

    private TestBroker(Broker broker, @Nullable TcpAcceptor acceptor) {
        this.broker = broker;
        this.acceptor = acceptor;
    }

    /**
     * Starts a broker.
     *
     * @param name its name in this JVM
     * @param dataDirectory where its journal lies; made if it is not there
     * @param reach how clients get to it
     * @throws IOException if the directory or a port cannot be had; the message says why
     */
    public static TestBroker start(String name, Path dataDirectory, Reach reach) throws IOException {
        Broker broker =
                Broker.start(BrokerOptions.embedded(name, dataDirectory).withSecurity(users(), Authorizer.PERMISSIVE));
        if (reach == Reach.VM) {
            return new TestBroker(broker, null);
        }
        try {
            return new TestBroker(
                    broker, TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(0), broker.acceptor()));
        } catch (IOException noPort) {
            broker.close();
            throw noPort;
        }
    }

    /** Everybody knows these passwords: nothing is lost when their hashes are fast and the salts the same each time. */
    private static UserRealm users() {
        return UserRealm.builder(new SplittableRandom(SEED))
                .iterations(HASH_ITERATIONS)
                .user("j2ee", "j2ee")
                .user("javajoe", "javajoe")
                .anonymous("guest")
                .build();
    }

    /** The connection URL, without options. */
    public String url() {
        return acceptor == null ? "vm:" + broker.name() : "tcp://" + acceptor.host() + ":" + acceptor.port();
    }

    /** Stops the broker cleanly. */
    @Override
    public void close() {
        broker.close();
        if (acceptor != null) {
            acceptor.close();
        }
    }
}
