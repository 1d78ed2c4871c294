package io.chasqui.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is stored, by whom and how.
 *
 * @param providers in the order in which they take turns; the first one is ours
 * @param workloads in the order of the report
 * @param durability the same for all
 * @param rounds runs per provider and workload
 * @param scale part of the full size, 1 for all of it
 * @param transactionMessages messages per transaction when queues are filled and drained
 * @param minutes length of the traffic beside a pinned message
 * @param sampleSeconds how often its disk use is looked at
 * @param heap largest heap of each broker; empty for that of the workload
 * @param java how processes are started; its options are those of the client
 * @param output folder for the logs, the raw results and the report
 */
record StorageComparison(
        List<Provider> providers,
        List<StorageWorkload> workloads,
        Durability durability,
        int rounds,
        double scale,
        int transactionMessages,
        double minutes,
        int sampleSeconds,
        String heap,
        Java java,
        Path output) {

    private static final int AHEAD_MESSAGES = 10_000;
    private static final int SECONDS_PER_MINUTE = 60;

    StorageComparison {
        providers = List.copyOf(providers);
        workloads = List.copyOf(workloads);
    }

    /** Who takes part in a workload: all, or only the first when it is not for peers. */
    List<Provider> providers(StorageWorkload workload) {
        return workload.forPeers() ? providers : providers.subList(0, 1);
    }

    /** How much is stored. */
    StorageWorkload.Size size(StorageWorkload workload) {
        return workload == StorageWorkload.PINNED
                ? workload.size()
                : workload.size().scaled(scale);
    }

    /** The largest heap of a broker. */
    String heap(StorageWorkload workload) {
        return heap.isEmpty() ? workload.heap() : heap;
    }

    /** Length of the traffic beside a pinned message. */
    int trafficSeconds() {
        return (int) Math.round(minutes * SECONDS_PER_MINUTE);
    }

    /** What the client of a run is told. */
    StorageSettings settings(StorageWorkload workload, Provider provider, String address) {
        ProviderClient client = provider.client();
        return new StorageSettings(
                new ClientSettings(
                        client.factoryClass(),
                        client.url(false, Map.of("address", address)),
                        client.completionListener(),
                        client.delayProperty(),
                        "",
                        List.of()),
                size(workload),
                transactionMessages,
                trafficSeconds(),
                AHEAD_MESSAGES);
    }

    /** How the brokers of a run are started. */
    BrokerLaunch launch(StorageWorkload workload, Provider provider, Path directory, int port) {
        List<String> options = List.of("-Xmx" + heap(workload), "-XX:+UseG1GC");
        return new BrokerLaunch(java.withOptions(options), provider, durability, directory, port, List.of());
    }
}
