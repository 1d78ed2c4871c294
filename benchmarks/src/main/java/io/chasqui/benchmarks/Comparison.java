package io.chasqui.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is compared and how.
 *
 * @param providers in the order of the first round; the first one is ours
 * @param workloads in the order of the report
 * @param durability the same for all
 * @param rounds runs per provider and workload
 * @param warmUpSeconds length of the phase before the measured one
 * @param measuredSeconds length of the measured phase
 * @param bodyBytes length of each body
 * @param aheadMessages how many messages producers may be ahead of consumers
 * @param backlogMessages how many messages lie in front of the wanted ones in workloads that look for some
 * @param java how processes are started
 * @param output folder for the logs, the raw results and the report
 */
record Comparison(
        List<Provider> providers,
        List<Workload> workloads,
        Durability durability,
        int rounds,
        int warmUpSeconds,
        int measuredSeconds,
        int bodyBytes,
        int aheadMessages,
        int backlogMessages,
        Java java,
        Path output) {

    Comparison {
        providers = List.copyOf(providers);
        workloads = List.copyOf(workloads);
    }

    /** What the client of one run is told about a broker in a process of its own. */
    RunSettings settings(Workload workload, Provider provider, BrokerProcess broker) {
        Map<String, String> values = Map.of("address", broker.address(), "window", window(workload));
        ProviderClient client = provider.client();
        return settings(
                workload,
                new ClientSettings(
                        client.factoryClass(),
                        client.url(workload.asynchronous(), values),
                        client.completionListener(),
                        client.delayProperty(),
                        "",
                        List.of()),
                broker.pid());
    }

    /** What the client of one run is told when it has the broker inside its own process. */
    RunSettings embeddedSettings(Workload workload, Provider provider, Path directory) {
        Map<String, String> values = Map.of(
                "data", directory.resolve("data").toString(),
                "shared", directory.resolveSibling("shared").toString(),
                "durability", durability.word(),
                "window", window(workload));
        EmbeddedBroker embedded = provider.embedded();
        ProviderClient client = provider.client().withUrls(embedded.url(), embedded.asyncUrl());
        return settings(
                workload,
                new ClientSettings(
                        client.factoryClass(),
                        client.url(workload.asynchronous(), values),
                        client.completionListener(),
                        client.delayProperty(),
                        embedded.main(),
                        embedded.arguments().stream()
                                .map(argument -> Provider.filled(argument, values))
                                .toList()),
                0);
    }

    private RunSettings settings(Workload workload, ClientSettings client, long brokerPid) {
        return new RunSettings(
                workload,
                client,
                brokerPid,
                bodyBytes(workload),
                warmUpSeconds,
                measuredSeconds,
                aheadMessages,
                backlogMessages);
    }

    private int bodyBytes(Workload workload) {
        return workload.ownBodyBytes() > 0 ? workload.ownBodyBytes() : bodyBytes;
    }

    private String window(Workload workload) {
        return Long.toString((long) bodyBytes(workload) * Workload.IN_FLIGHT);
    }
}
