package io.chasqui.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Which brokers are left idle, with how many connections and for how long.
 *
 * @param providers in the order in which they take turns
 * @param durability the same for all
 * @param rounds runs per provider
 * @param connections each over a TCP link of its own, with one waiting consumer
 * @param settleSeconds pause between the last connection and the measured phase
 * @param measuredSeconds length of the measured phase
 * @param java how processes are started
 * @param output folder for the logs and the report
 */
record IdleComparison(
        List<Provider> providers,
        Durability durability,
        int rounds,
        int connections,
        int settleSeconds,
        int measuredSeconds,
        Java java,
        Path output) {

    IdleComparison {
        providers = List.copyOf(providers);
    }

    /** How the broker of a run is started. */
    BrokerLaunch launch(Provider provider, Path directory, int port) {
        return new BrokerLaunch(java, provider, durability, directory, port, List.of());
    }

    /** Main class and arguments of the client of a run. */
    List<String> client(Provider provider, String address) {
        ProviderClient client = provider.client();
        return List.of(
                IdleClient.class.getName(),
                client.factoryClass(),
                client.url(false, Map.of("address", address)),
                Integer.toString(connections));
    }
}
