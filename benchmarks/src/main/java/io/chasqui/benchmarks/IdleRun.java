package io.chasqui.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Makes one idle run: a fresh broker, a client that connects and waits, a fresh data directory. */
final class IdleRun {

    private static final long CONNECT_LIMIT_SECONDS = 300;
    private static final long CHECK_LIMIT_SECONDS = 120;
    private static final double PERCENT = 100;

    private final IdleComparison comparison;

    IdleRun(IdleComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Measures one broker once.
     *
     * @param round from 1, names the folder of the run
     * @return what it used; a run that failed says so in its verdict
     */
    IdleResult run(Provider provider, int round) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(comparison.output().resolve("idle-" + round + "-" + provider.name()));
        int port = BrokerProcess.freePort();
        BrokerLaunch launch = comparison.launch(provider, directory, port);
        Path log = directory.resolve("client.log");
        try (var broker = BrokerProcess.start(launch);
                var client = ClientProcess.start(
                        comparison.java(), provider, comparison.client(provider, broker.address()), log)) {
            client.run(IdleCommand.CONNECT, CONNECT_LIMIT_SECONDS);
            TimeUnit.SECONDS.sleep(comparison.settleSeconds());
            double cpuPercent = cpuPercent(broker);
            ProcessStatus status = ProcessStatus.of(broker.pid());
            long links = TcpLinks.establishedAt(port);
            long alive = Long.parseLong(
                    client.run(IdleCommand.CHECK, CHECK_LIMIT_SECONDS).get(0));
            return new IdleResult(provider, cpuPercent, status, verdict(links, alive));
        } catch (IOException e) {
            return IdleResult.failed(provider, String.valueOf(e.getMessage()));
        } finally {
            Folders.remove(launch.data());
        }
    }

    private double cpuPercent(BrokerProcess broker) throws IOException, InterruptedException {
        long beginNanos = System.nanoTime();
        long beginCpuNanos = broker.cpuNanos();
        TimeUnit.SECONDS.sleep(comparison.measuredSeconds());
        long cpuNanos = broker.cpuNanos() - beginCpuNanos;
        return PERCENT * cpuNanos / (System.nanoTime() - beginNanos);
    }

    private String verdict(long links, long alive) {
        int connections = comparison.connections();
        return links == connections && alive == connections
                ? IdleResult.ALIVE
                : "expected " + connections + " TCP links and as many consumers, but there are " + links + " and "
                        + alive;
    }
}
