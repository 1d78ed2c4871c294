package io.chasqui.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes one run: a fresh broker, a fresh client, a fresh data directory that is removed afterwards. */
final class Runner {

    private static final long CLIENT_LIMIT_SECONDS = 180;

    private final Comparison comparison;

    Runner(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Runs one workload once against one provider.
     *
     * @param round from 1, names the folder of the run
     * @return what was measured; a run that failed says so in its verdict
     */
    RunResult run(Workload workload, Provider provider, int round) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(
                comparison.output().resolve(workload.name() + "-" + round + "-" + provider.name()));
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (var broker = BrokerProcess.start(comparison.java(), provider, comparison.durability(), directory)) {
            RunResult result = client(workload, provider, broker, directory);
            result = result.with(broker.garbage()).with(Map.of(Figure.LOAD_AVERAGE, load));
            result.write(directory.resolve("result.properties"));
            return result;
        } catch (IOException e) {
            return RunResult.failed(String.valueOf(e.getMessage()));
        } finally {
            removeTree(directory.resolve("data"));
        }
    }

    private RunResult client(Workload workload, Provider provider, BrokerProcess broker, Path directory)
            throws IOException, InterruptedException {
        Path settings = directory.resolve("settings.properties");
        Path result = directory.resolve("result.properties");
        Path log = directory.resolve("client.log");
        comparison.settings(workload, provider, broker).write(settings);
        Process process = comparison
                .java()
                .start(
                        provider,
                        List.of(),
                        List.of(LoadClient.class.getName(), settings.toString(), result.toString()),
                        log);
        long limitSeconds = comparison.warmUpSeconds() + comparison.measuredSeconds() + CLIENT_LIMIT_SECONDS;
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return RunResult.failed("the client did not end within " + limitSeconds + " s; see " + log);
        }
        return process.exitValue() == 0
                ? RunResult.read(result)
                : RunResult.failed("the client ended with status " + process.exitValue() + "; see " + log);
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
