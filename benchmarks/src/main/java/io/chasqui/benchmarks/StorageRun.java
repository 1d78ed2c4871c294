package io.chasqui.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes one storage run: a fresh data directory, one client process, one broker process after the other. */
final class StorageRun {

    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final long STEP_LIMIT_SECONDS = 1_800;
    private static final long FIRST_LIMIT_SECONDS = 360;
    private static final long SETTLE_SECONDS = 10;
    private static final double MEBIBYTE = 1024.0 * 1024.0;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;

    private final StorageComparison comparison;
    private final StorageWorkload workload;
    private final Path directory;
    private final BrokerLaunch launch;
    private final Provider provider;
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    private StorageRun(StorageComparison comparison, StorageWorkload workload, Provider provider, int round)
            throws IOException {
        this.comparison = comparison;
        this.workload = workload;
        this.provider = provider;
        this.directory = Files.createDirectories(
                comparison.output().resolve(workload.name() + "-" + round + "-" + provider.name()));
        this.launch = comparison.launch(workload, provider, directory, BrokerProcess.freePort());
    }

    /**
     * Runs a workload once against one provider.
     *
     * @param round from 1, names the folder of the run
     * @return what was measured; a run that failed has the figures up to then and says so in its verdict
     */
    static RunResult run(StorageComparison comparison, StorageWorkload workload, Provider provider, int round)
            throws IOException, InterruptedException {
        var run = new StorageRun(comparison, workload, provider, round);
        RunResult result = run.result();
        result.write(run.directory.resolve("result.properties"));
        return result;
    }

    private RunResult result() throws IOException, InterruptedException {
        figures.put(
                Figure.LOAD_AVERAGE,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Path settings = directory.resolve("settings.properties");
        comparison.settings(workload, provider, launch.address()).write(settings);
        List<String> main = List.of(StorageClient.class.getName(), settings.toString());
        try (var client = ClientProcess.start(comparison.java(), provider, main, directory.resolve("client.log"))) {
            String verdict = workload == StorageWorkload.PINNED ? pinned(client) : stored(client);
            return new RunResult(figures, verdict);
        } catch (IOException e) {
            return new RunResult(figures, String.valueOf(e.getMessage()));
        } finally {
            Folders.remove(launch.data());
        }
    }

    private String stored(ClientProcess client) throws IOException, InterruptedException {
        fill(client);
        try (var broker = first(client, Figure.FIRST_MILLIS)) {
            put(Figure.RESTART_PEAK_MEBIBYTES, broker.peakResidentBytes() / MEBIBYTE);
            broker.kill();
        }
        try (var broker = first(client, Figure.FIRST_AFTER_KILL_MILLIS)) {
            return drain(client, broker);
        }
    }

    private void fill(ClientProcess client) throws IOException, InterruptedException {
        try (var broker = BrokerProcess.start(launch)) {
            long nanos = Long.parseLong(
                    client.run(StorageCommand.FILL, STEP_LIMIT_SECONDS).get(0));
            long messages = comparison.size(workload).messages();
            put(Figure.FILL_PER_SECOND, messages / (nanos / NANOS_PER_SECOND));
            put(Figure.FILL_PEAK_MEBIBYTES, broker.peakResidentBytes() / MEBIBYTE);
            put(Figure.FILL_DISK_MEBIBYTES, Folders.diskBytes(launch.data()) / MEBIBYTE);
            long beginNanos = System.nanoTime();
            if (!broker.stop(STOP_LIMIT)) {
                throw new IOException("the broker did not stop within " + STOP_LIMIT);
            }
            put(Figure.STOP_MILLIS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beginNanos) / MICROS_PER_MILLI);
        }
    }

    /** Starts a broker while the client already tries to connect to it. */
    private BrokerProcess first(ClientProcess client, Figure figure) throws IOException, InterruptedException {
        client.begin(StorageCommand.FIRST);
        BrokerProcess broker = BrokerProcess.start(launch);
        try {
            long micros = Long.parseLong(client.answer(FIRST_LIMIT_SECONDS).get(0));
            put(figure, (micros - startedMicros(broker)) / MICROS_PER_MILLI);
            return broker;
        } catch (IOException e) {
            broker.close();
            throw e;
        }
    }

    private String drain(ClientProcess client, BrokerProcess broker) throws IOException, InterruptedException {
        List<String> words = client.run(StorageCommand.DRAIN, STEP_LIMIT_SECONDS);
        double seconds = Long.parseLong(words.get(0)) / NANOS_PER_SECOND;
        put(Figure.DRAIN_PER_SECOND, Long.parseLong(words.get(2)) / seconds);
        put(Figure.ALL_MILLIS, (Long.parseLong(words.get(1)) - startedMicros(broker)) / MICROS_PER_MILLI);
        put(Figure.DRAIN_PEAK_MEBIBYTES, broker.peakResidentBytes() / MEBIBYTE);
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        put(Figure.DRAINED_DISK_MEBIBYTES, Folders.diskBytes(launch.data()) / MEBIBYTE);
        put(Figure.CHECKED_MESSAGES, (double) comparison.size(workload).messages());
        return String.join(" ", client.run(StorageCommand.VERDICT, STEP_LIMIT_SECONDS));
    }

    private String pinned(ClientProcess client) throws IOException, InterruptedException {
        try (var broker = BrokerProcess.start(launch)) {
            long cpuNanos = broker.cpuNanos();
            client.begin(StorageCommand.TRAFFIC);
            DiskSamples samples =
                    DiskSamples.take(launch.data(), broker, comparison.sampleSeconds(), comparison.trafficSeconds());
            samples.write(directory.resolve("disk-use.csv"));
            double rate = Double.parseDouble(client.answer(STEP_LIMIT_SECONDS).get(0));
            put(Figure.MESSAGES_PER_SECOND, rate);
            put(Figure.DISK_EARLY_PEAK_MEBIBYTES, samples.peakBytes(false) / MEBIBYTE);
            put(Figure.DISK_LATE_PEAK_MEBIBYTES, samples.peakBytes(true) / MEBIBYTE);
            put(Figure.BROKER_PEAK_MEBIBYTES, broker.peakResidentBytes() / MEBIBYTE);
            double messages = rate * comparison.trafficSeconds();
            put(Figure.BROKER_CPU_MICROS, (broker.cpuNanos() - cpuNanos) / MICROS_PER_MILLI / messages);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            put(Figure.DRAINED_DISK_MEBIBYTES, Folders.diskBytes(launch.data()) / MEBIBYTE);
            put(Figure.CHECKED_MESSAGES, messages);
            return String.join(" ", client.run(StorageCommand.VERDICT, STEP_LIMIT_SECONDS));
        }
    }

    private static long startedMicros(BrokerProcess broker) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, broker.started());
    }

    private void put(Figure figure, double value) {
        figures.put(figure, value);
    }
}
