package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs an Apache Artemis broker, set up the way its own {@code artemis create} would; without a port it only takes
 * connections from inside its own process.
 *
 * <p>Prints one line when it can be used. Its journal's buffer timeout, which decides how long a forced write waits for
 * company, is measured on the data directory's disk before the start; the built-in default for NIO (3.3 ms) would make
 * every single synchronous send wait that long.
 */
@Command(name = "artemis-broker", description = "Runs an Apache Artemis broker for a comparison.")
final class ArtemisBroker implements Callable<Integer> {

    private static final int SOCKET_BUFFER_BYTES = 1024 * 1024;
    private static final int JOURNAL_FILE_BYTES = 10 * 1024 * 1024;
    private static final int JOURNAL_POOL_FILES = 10;
    private static final int DISK_USAGE_PERCENT = 100;

    @Option(names = "--data", required = true, description = "directory for all files of the broker")
    @Nullable
    private Path data;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "TCP port on the loopback interface; 0: only this process can connect")
    private int port;

    @Option(names = "--durability", required = true, description = "disk: forced; os: written, not forced")
    @Nullable
    private Durability durability;

    @Option(
            names = "--calibration",
            required = true,
            description = "file that keeps the best time of a write between starts")
    @Nullable
    private Path calibration;

    @Option(
            names = "--buffer-timeout-nanos",
            defaultValue = "-1",
            description = "how long the journal gathers writes; 0 gathers none; -1 measures the disk")
    private int bufferTimeoutNanos;

    private ArtemisBroker() {}

    /** Starts the broker; it runs until the process is told to end. */
    public static void main(String[] arguments) {
        int status = new CommandLine(new ArtemisBroker())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    // The broker's own start is declared to throw Exception.
    @Override
    public Integer call() throws Exception {
        if (data == null || durability == null || calibration == null) {
            throw new IllegalStateException("Expected --data, --durability and --calibration; give all three.");
        }
        Files.createDirectories(data);
        boolean force = durability == Durability.DISK;
        int timeoutNanos = bufferTimeoutNanos < 0 ? JournalTimeout.known(data, force, calibration) : bufferTimeoutNanos;
        var broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(data, force, timeoutNanos));
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop-broker"));
        System.err.println("Journal buffer timeout: " + timeoutNanos + " ns");
        System.out.println("Artemis broker ready: tcp://127.0.0.1:" + port);
        return 0;
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) { // as its stop declares
            throw new IllegalStateException("The broker did not stop cleanly", e);
        }
    }

    // The broker's own parser of acceptor URLs is declared to throw Exception.
    private Configuration configuration(Path directory, boolean force, int timeoutNanos) throws Exception {
        return new ConfigurationImpl()
                .setName("benchmark")
                .setSecurityEnabled(false)
                .setPersistenceEnabled(true)
                .setBindingsDirectory(folder(directory, "bindings"))
                .setJournalDirectory(folder(directory, "journal"))
                .setPagingDirectory(folder(directory, "paging"))
                .setLargeMessagesDirectory(folder(directory, "large"))
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDatasync(force)
                .setJournalBufferTimeout_NIO(timeoutNanos)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalPoolFiles(JOURNAL_POOL_FILES)
                .setMaxDiskUsage(DISK_USAGE_PERCENT)
                .addAddressSetting("#", addressSettings())
                .addAcceptorConfiguration("benchmark", acceptor());
    }

    private String acceptor() {
        return port == 0
                ? "vm://0"
                : "tcp://127.0.0.1:" + port + "?useEpoll=true;tcpSendBufferSize=" + SOCKET_BUFFER_BYTES
                        + ";tcpReceiveBufferSize=" + SOCKET_BUFFER_BYTES;
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private static String folder(Path directory, String name) throws IOException {
        return Files.createDirectories(directory.resolve(name)).toString();
    }
}
