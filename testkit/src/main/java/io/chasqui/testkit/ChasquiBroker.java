package io.chasqui.testkit;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.jms.ChasquiConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that gives each test an embedded broker on an empty directory, and takes both away afterwards.
 *
 * <pre>{@code
 * @RegisterExtension
 * private final ChasquiBroker broker = new ChasquiBroker();
 *
 * @Test
 * void sends() throws JMSException {
 *     try (Connection connection = broker.connectionFactory().createConnection()) { ... }
 * }
 * }</pre>
 */
public final class ChasquiBroker implements BeforeEachCallback, AfterEachCallback {
    private final UnaryOperator<BrokerOptions> options;
    private @Nullable Path directory;
    private @Nullable Broker broker;

    /** A broker with the options of an embedded one. */
    public ChasquiBroker() {
        this(UnaryOperator.identity());
    }

    /**
     * A broker with options of its own.
     *
     * @param options changes the options of an embedded broker
     */
    public ChasquiBroker(UnaryOperator<BrokerOptions> options) {
        this.options = options;
    }

    /** The running broker. */
    public Broker broker() {
        return present(broker);
    }

    /** Where the broker's journal lies. */
    public Path directory() {
        return present(directory);
    }

    /** The URL under which clients of this JVM reach the broker. */
    public String url() {
        return "vm:" + broker().name();
    }

    /** A factory of connections to the broker. */
    public ChasquiConnectionFactory connectionFactory() {
        return new ChasquiConnectionFactory(url());
    }

    /** Stops the broker cleanly and starts it again on the same directory; connections have to be made again. */
    public void restart() {
        broker().close();
        start(directory());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Path created = Files.createTempDirectory("chasqui-");
        directory = created;
        start(created);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (broker != null) {
            broker.close();
            broker = null;
        }
        if (directory != null) {
            deleteAll(directory);
            directory = null;
        }
    }

    private void start(Path in) {
        String name = in.getFileName().toString();
        try {
            broker = Broker.start(options.apply(BrokerOptions.embedded(name, in.resolve("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException("The broker for a test cannot start in " + in + ".", e);
        }
    }

    private static void deleteAll(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "The broker runs only during a test; register the extension with @RegisterExtension on a field.");
        }
        return value;
    }
}
