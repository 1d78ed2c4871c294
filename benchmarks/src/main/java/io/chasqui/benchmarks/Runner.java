package io.chasqui.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes one run: a fresh broker, a fresh client, a fresh data directory that is removed afterwards. */
final class Runner {

    private static final long CLIENT_LIMIT_SECONDS = 600;

    private final Comparison comparison;

    Runner(Comparison comparison) {
        this.comparison = comparison;
    }

    /** What is compared. */
    Comparison comparison() {
        return comparison;
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
        try {
            RunResult result = workload.embedded()
                    ? embedded(workload, provider, directory)
                    : separate(workload, provider, directory);
            result = result.with(Map.of(Figure.LOAD_AVERAGE, load));
            result.write(directory.resolve("result.properties"));
            return result;
        } catch (IOException e) {
            return RunResult.failed(String.valueOf(e.getMessage()));
        } finally {
            Folders.remove(directory.resolve("data"));
        }
    }

    /**
     * Measures what the machine can do without any JMS.
     *
     * @param provider whose libraries are on the class path
     */
    RunResult run(Yardstick yardstick, Provider provider, int round) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(comparison.output().resolve(yardstick.name() + "-" + round));
        Path result = directory.resolve("result.properties");
        Path data = directory.resolve("data");
        Path log = directory.resolve("yardstick.log");
        List<String> command = new ArrayList<>();
        command.add(yardstick.mainClass());
        command.addAll(
                new YardstickArguments(data, comparison.warmUpSeconds(), comparison.measuredSeconds(), result).words());
        try {
            return ended(comparison.java().startLogged(provider, provider.jvmOptions(), command, log), result, log);
        } finally {
            Folders.remove(data);
        }
    }

    private RunResult separate(Workload workload, Provider provider, Path directory)
            throws IOException, InterruptedException {
        var launch = new BrokerLaunch(
                comparison.java(),
                provider,
                comparison.durability(),
                directory,
                BrokerProcess.freePort(),
                workload.delayed() ? provider.delayedArguments() : List.of());
        try (var broker = BrokerProcess.start(launch)) {
            RunSettings settings = comparison.settings(workload, provider, broker);
            return client(settings, provider, directory, List.of()).with(broker.garbage());
        }
    }

    private RunResult embedded(Workload workload, Provider provider, Path directory)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.resolveSibling("shared"));
        RunSettings settings = comparison.embeddedSettings(workload, provider, directory);
        Path garbage = directory.resolve("gc.log");
        RunResult result = client(settings, provider, directory, List.of("-Xlog:gc:file=" + garbage));
        return result.with(GarbageLog.read(garbage));
    }

    private RunResult client(RunSettings runSettings, Provider provider, Path directory, List<String> options)
            throws IOException, InterruptedException {
        Path settings = directory.resolve("settings.properties");
        Path result = directory.resolve("result.properties");
        Path log = directory.resolve("client.log");
        runSettings.write(settings);
        List<String> command = List.of(LoadClient.class.getName(), settings.toString(), result.toString());
        Java java = runSettings.workload().spring() ? comparison.java().with("spring") : comparison.java();
        return ended(java.startLogged(provider, options, command, log), result, log);
    }

    private RunResult ended(Process process, Path result, Path log) throws IOException, InterruptedException {
        long limitSeconds = comparison.warmUpSeconds() + comparison.measuredSeconds() + CLIENT_LIMIT_SECONDS;
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return RunResult.failed("the client did not end within " + limitSeconds + " s; see " + log);
        }
        return process.exitValue() == 0
                ? RunResult.read(result)
                : RunResult.failed("the client ended with status " + process.exitValue() + "; see " + log);
    }
}
