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
 * Compares JMS providers: the same workloads, the same durability, taking turns, and a page of medians and ratios.
 *
 * <p>Guarantees that no two runs overlap, that every run has its own broker and client process, and that the exit status
 * is 0 only when every message of every run came exactly once and nothing is slower than {@code --at-least} allows.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs JMS workloads against several brokers, taking turns, and prints medians and ratios.")
public final class SideBySide implements Callable<Integer> {

    private static final String YARDSTICK_LIBRARIES = "chasqui";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "W1,W2,W3,W4,W5,W6,W7,W8,W10,W12,W13S,W13L,W14_W1,W14_W3,W14_W5,W14_W8,W15,W15K,W16A,W16",
            description = "which workloads (default: ${DEFAULT-VALUE}; all: ${COMPLETION-CANDIDATES})")
    private List<Workload> workloads = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "runs per provider (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8", description = "measured seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "5", description = "seconds before (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(names = "--body", defaultValue = "1024", description = "bytes per body (default: ${DEFAULT-VALUE})")
    private int bodyBytes;

    @Option(
            names = "--ahead",
            defaultValue = "10000",
            description = "messages that producers may be ahead of consumers (default: ${DEFAULT-VALUE})")
    private int aheadMessages;

    @Option(
            names = "--backlog",
            defaultValue = "1000000",
            description = "messages in front of the wanted ones in W15 (default: ${DEFAULT-VALUE})")
    private int backlogMessages;

    @Option(
            names = "--at-least",
            defaultValue = "0",
            description = "fail when the first provider has less than this part of another one's messages per second"
                    + " (default: ${DEFAULT-VALUE}, never)")
    private double atLeast;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xms1g -Xmx1g -XX:+UseG1GC",
            description = "options of every process (default: ${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    private final Clock clock;

    SideBySide(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs a comparison; {@code --help} tells the options.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        System.exit(CommonOptions.run(new SideBySide(Clock.systemUTC()), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Comparison comparison = comparison();
        PrintWriter out = spec.commandLine().getOut();
        var runner = new Runner(comparison);
        var results = new Results();
        Machine machine = Machine.of(comparison.java(), clock);
        for (Workload workload : comparison.workloads()) {
            for (int round = 1; round <= comparison.rounds(); round++) {
                round(runner, workload, round, results);
            }
            writeReport(comparison, results, machine);
        }
        Path file = writeReport(comparison, results, machine);
        String report = Files.readString(file);
        out.println();
        out.println(report);
        out.println("Raw results and this page: " + file.getParent());
        out.flush();
        List<String> complaints = new Guard(atLeast).complaints(comparison, results);
        complaints.forEach(this::print);
        return results.allCorrect() && complaints.isEmpty() ? 0 : 1;
    }

    private void round(Runner runner, Workload workload, int round, Results results)
            throws IOException, InterruptedException {
        Comparison comparison = runner.comparison();
        for (Provider provider : Provider.inTurn(comparison.providers(), round)) {
            RunResult result = runner.run(workload, provider, round);
            results.add(workload, provider, result);
            print(line(workload.name(), provider.name(), round, result));
        }
        Yardstick yardstick = workload.yardstick();
        if (yardstick != null) {
            RunResult result = runner.run(yardstick, Provider.named(YARDSTICK_LIBRARIES), round);
            results.add(yardstick, result);
            print(line(workload.name(), yardstick.name(), round, result));
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static Path writeReport(Comparison comparison, Results results, Machine machine) throws IOException {
        return Files.writeString(
                comparison.output().resolve("report.adoc"), new Report(comparison, results, machine).text());
    }

    private Comparison comparison() throws IOException {
        return new Comparison(
                common.providers(),
                workloads,
                common.durability(),
                rounds,
                warmUpSeconds,
                seconds,
                bodyBytes,
                aheadMessages,
                backlogMessages,
                common.java(jvmOptions),
                common.output("side-by-side", clock));
    }

    private static String line(String workload, String provider, int round, RunResult result) {
        return String.format(
                Locale.ROOT,
                "%-6s round %d %-9s %,10.0f msg/s  send p50 %,8.0f p99 %,8.0f us  end-to-end p99 %,10.0f us"
                        + "  cpu %6.1f us/msg  load %.1f  %s",
                workload,
                round,
                provider,
                figure(result, Figure.MESSAGES_PER_SECOND),
                figure(result, Figure.SEND_P50_MICROS),
                figure(result, Figure.SEND_P99_MICROS),
                figure(result, Figure.END_TO_END_P99_MICROS),
                figure(result, Figure.CPU_MICROS),
                figure(result, Figure.LOAD_AVERAGE),
                result.verdict());
    }

    private static double figure(RunResult result, Figure figure) {
        return result.figures().getOrDefault(figure, Double.NaN);
    }
}
