package io.chasqui.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * What is compared and how.
 *
 * @param providers in the order in which they take turns; the first one is ours
 * @param workloads in the order of the report
 * @param durability the same for all
 * @param rounds runs per provider and workload
 * @param warmUpSeconds length of the phase before the measured one
 * @param measuredSeconds length of the measured phase
 * @param bodyBytes length of each body
 * @param aheadMessages how many messages producers may be ahead of consumers
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
        Java java,
        Path output) {

    Comparison {
        providers = List.copyOf(providers);
        workloads = List.copyOf(workloads);
    }

    /** What the client of one run is told. */
    RunSettings settings(Workload workload, Provider provider, BrokerProcess broker) {
        return new RunSettings(
                workload,
                provider.factoryClass(),
                provider.url(broker.address()),
                broker.pid(),
                bodyBytes,
                warmUpSeconds,
                measuredSeconds,
                aheadMessages);
    }
}
