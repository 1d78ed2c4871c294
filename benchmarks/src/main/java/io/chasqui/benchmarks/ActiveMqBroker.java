package io.chasqui.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.ConstantPendingMessageLimitStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.apache.activemq.usage.SystemUsage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs an Apache ActiveMQ Classic broker, set up like the {@code activemq.xml} that comes with it: KahaDB, 70 % of the
 * heap for messages in memory, at most 1,000 pending messages for a slow non-durable subscriber. Without a port it only
 * takes connections from inside its own process. Prints one line when it can be used.
 */
@Command(name = "activemq-broker", description = "Runs an Apache ActiveMQ Classic broker for a comparison.")
final class ActiveMqBroker implements Callable<Integer> {

    /** The name that {@code vm://} URLs use. */
    static final String NAME = "benchmark";

    private static final int MEMORY_PERCENT_OF_HEAP = 70;
    private static final long STORE_BYTES = 100L << 30;
    private static final long TEMPORARY_BYTES = 50L << 30;
    private static final int SLOW_TOPIC_MESSAGES = 1_000;

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

    @Option(names = "--scheduler", description = "takes delayed messages")
    private boolean scheduler;

    private ActiveMqBroker() {}

    /** Starts the broker; it runs until the process is told to end. */
    public static void main(String[] arguments) {
        int status = new CommandLine(new ActiveMqBroker())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    // The broker's own start is declared to throw Exception.
    @Override
    public Integer call() throws Exception {
        if (data == null || durability == null) {
            throw new IllegalStateException("Expected --data and --durability; give both.");
        }
        Files.createDirectories(data);
        BrokerService broker = broker(data.toFile(), durability);
        broker.start();
        if (!broker.waitUntilStarted()) {
            throw new IllegalStateException("The broker did not start; its log says why.");
        }
        System.out.println("ActiveMQ broker ready: tcp://127.0.0.1:" + port);
        if (port != 0) {
            broker.waitUntilStopped(); // it has no thread of its own that keeps the process
        }
        return 0;
    }

    private BrokerService broker(File directory, Durability promised) throws Exception {
        var broker = new BrokerService();
        broker.setBrokerName(NAME);
        broker.setDataDirectoryFile(directory);
        broker.setUseJmx(false);
        broker.setPersistent(true);
        broker.setSchedulerSupport(scheduler);
        broker.setDedicatedTaskRunner(false);
        broker.setPersistenceAdapter(store(directory, promised));
        broker.setDestinationPolicy(policies());
        SystemUsage usage = broker.getSystemUsage();
        usage.getMemoryUsage().setPercentOfJvmHeap(MEMORY_PERCENT_OF_HEAP);
        usage.getStoreUsage().setLimit(STORE_BYTES);
        usage.getTempUsage().setLimit(TEMPORARY_BYTES);
        broker.setUseShutdownHook(true);
        if (port != 0) {
            broker.addConnector("tcp://127.0.0.1:" + port + "?maximumConnections=5000");
        }
        return broker;
    }

    private static KahaDBPersistenceAdapter store(File directory, Durability promised) {
        var store = new KahaDBPersistenceAdapter();
        store.setDirectory(new File(directory, "kahadb"));
        store.setJournalDiskSyncStrategy(
                (promised == Durability.DISK ? JournalDiskSyncStrategy.ALWAYS : JournalDiskSyncStrategy.NEVER).name());
        return store;
    }

    private static PolicyMap policies() {
        var limit = new ConstantPendingMessageLimitStrategy();
        limit.setLimit(SLOW_TOPIC_MESSAGES);
        var topics = new PolicyEntry();
        topics.setTopic(">");
        topics.setPendingMessageLimitStrategy(limit);
        var policies = new PolicyMap();
        policies.put(topics.getDestination(), topics);
        return policies;
    }
}
