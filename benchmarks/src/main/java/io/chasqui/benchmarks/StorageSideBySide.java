package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares what JMS brokers store: backlogs, restarts, memory and disk use, taking turns, and a page of medians.
 *
 * <p>Guarantees that no two runs overlap and that the exit status is 0 only when every message of every run came exactly
 * once.
 */
@Command(
        name = "bench storage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fills brokers, stops, kills and restarts them, drains them, and prints medians and ratios.")
public final class StorageSideBySide implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "W9,W11,BIG,PINNED",
            description = "which workloads, BIG for the first provider only (default: ${DEFAULT-VALUE})")
    private List<StorageWorkload> workloads = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "runs per provider (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "part of the full number of messages or queues, to try things (default: ${DEFAULT-VALUE})")
    private double scale;

    @Option(
            names = "--batch",
            defaultValue = "1000",
            description = "messages per transaction when filling and draining (default: ${DEFAULT-VALUE})")
    private int transactionMessages;

    @Option(
            names = "--minutes",
            defaultValue = "3",
            description = "length of PINNED's traffic; 30 is the long form (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
            names = "--sample-seconds",
            defaultValue = "5",
            description = "how often PINNED looks at the disk use (default: ${DEFAULT-VALUE})")
    private int sampleSeconds;

    @Option(names = "--heap", defaultValue = "", description = "largest heap of every broker (default: 512m, BIG 256m)")
    private String heap = "";

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xmx1g -XX:+UseG1GC",
            description = "options of every client (default: ${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    private final Clock clock;

    StorageSideBySide(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs a comparison; {@code --help} tells the options.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        System.exit(CommonOptions.run(new StorageSideBySide(Clock.systemUTC()), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StorageComparison comparison = comparison();
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.of(comparison.java(), clock);
        var results = new Results();
        Path file = comparison.output().resolve("report.adoc");
        for (StorageWorkload workload : comparison.workloads()) {
            for (int round = 1; round <= comparison.rounds(); round++) {
                for (Provider provider : Provider.inTurn(comparison.providers(workload), round)) {
                    RunResult result = StorageRun.run(comparison, workload, provider, round);
                    results.add(workload, provider, result);
                    out.println(line(workload, provider, round, result));
                    out.flush();
                }
            }
            Files.writeString(file, new StorageReport(comparison, results, machine).text());
        }
        out.println();
        out.println(Files.readString(file));
        out.println("Raw results and this page: " + file.getParent());
        out.flush();
        return results.allCorrect() ? 0 : 1;
    }

    private StorageComparison comparison() throws IOException {
        return new StorageComparison(
                common.providers(),
                workloads,
                common.durability(),
                rounds,
                scale,
                transactionMessages,
                minutes,
                sampleSeconds,
                heap,
                common.java(jvmOptions),
                common.output("storage", clock));
    }

    private static String line(StorageWorkload workload, Provider provider, int round, RunResult result) {
        var line =
                new StringBuilder(String.format(Locale.ROOT, "%-6s round %d %-9s", workload, round, provider.name()));
        for (Figure figure : workload.figures()) {
            Double value = result.figures().get(figure);
            if (value != null) {
                line.append(String.format(Locale.ROOT, " %s %,.0f;", StorageReport.title(figure), value));
            }
        }
        return line.append(' ').append(result.verdict()).toString();
    }
}
