package io.chasqui.tck.arquillian;

import io.chasqui.tck.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/**
 * An embedded broker as an Arquillian container. Between start and stop the broker runs and {@code new InitialContext()}
 * knows its names. A deployed test class runs in this JVM, with its own class path: deploying needs no work.
 */
final class ChasquiContainer implements DeployableContainer<ChasquiContainerConfiguration> {
    private static final String LOCAL = "Local";

    private ChasquiContainerConfiguration configuration = new ChasquiContainerConfiguration();
    private @Nullable TestBroker broker;
    private @Nullable Path temporary;

    ChasquiContainer() {}

    @Override
    public Class<ChasquiContainerConfiguration> getConfigurationClass() {
        return ChasquiContainerConfiguration.class;
    }

    @Override
    public void setup(ChasquiContainerConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription(LOCAL);
    }

    @Override
    public void start() throws LifecycleException {
        try {
            TestBroker started = TestBroker.start(configuration.brokerName(), dataDirectory(), configuration.reach());
            broker = started;
            BoundContextFactory.bind(configuration.bindings(started.url()));
        } catch (IOException failure) {
            throw new LifecycleException("The embedded broker does not start: " + failure.getMessage(), failure);
        }
    }

    private Path dataDirectory() throws IOException {
        if (!configuration.dataDirectory().isEmpty()) {
            return Path.of(configuration.dataDirectory());
        }
        Path made = Files.createTempDirectory("chasqui-arquillian-");
        temporary = made;
        return made.resolve("data");
    }

    @Override
    public void stop() throws LifecycleException {
        BoundContextFactory.unbind();
        if (broker != null) {
            broker.close();
            broker = null;
        }
        try {
            deleteTemporary();
        } catch (IOException failure) {
            throw new LifecycleException("The data of the broker cannot be deleted.", failure);
        }
    }

    private void deleteTemporary() throws IOException {
        if (temporary == null) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(temporary)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
        temporary = null;
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) {
        // it was never copied anywhere
    }
}
