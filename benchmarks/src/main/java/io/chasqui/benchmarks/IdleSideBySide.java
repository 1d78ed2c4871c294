package io.chasqui.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares what brokers use while many connections wait for messages that do not come.
 *
 * <p>Guarantees that no two runs overlap and that the exit status is 0 only when each connection had a TCP link of its own
 * and each consumer got a message afterwards.
 */
@Command(
        name = "bench idle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Connects to brokers, waits, and prints the processor time, threads and memory of each.")
public final class IdleSideBySide implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--connections",
            defaultValue = "1000",
            description = "each over a TCP link of its own, with one session and one waiting consumer on a queue of its"
                    + " own (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--rounds", defaultValue = "1", description = "runs per provider (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "30", description = "measured seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--settle", defaultValue = "10", description = "seconds before (default: ${DEFAULT-VALUE})")
    private int settleSeconds;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-Xms1g -Xmx1g -XX:+UseG1GC",
            description = "options of every process (default: ${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    private final Clock clock;

    IdleSideBySide(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs a comparison; {@code --help} tells the options.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        System.exit(CommonOptions.run(new IdleSideBySide(Clock.systemUTC()), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        IdleComparison comparison = comparison();
        PrintWriter out = spec.commandLine().getOut();
        var run = new IdleRun(comparison);
        List<IdleResult> results = new ArrayList<>();
        for (int round = 1; round <= comparison.rounds(); round++) {
            for (Provider provider : Provider.inTurn(comparison.providers(), round)) {
                IdleResult result = run.run(provider, round);
                results.add(result);
                out.println(result.line(round));
                out.flush();
            }
        }
        String report = report(comparison, results);
        Path file = Files.writeString(comparison.output().resolve("report.adoc"), report);
        out.println();
        out.println(report);
        out.println("Logs and this page: " + file.getParent());
        out.flush();
        return results.stream().allMatch(IdleResult::alive) ? 0 : 1;
    }

    private IdleComparison comparison() throws IOException {
        return new IdleComparison(
                common.providers(),
                common.durability(),
                rounds,
                connections,
                settleSeconds,
                seconds,
                common.java(jvmOptions),
                common.output("idle", clock));
    }

    private String report(IdleComparison comparison, List<IdleResult> results) throws IOException {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "= Idle with %,d connections%n%n[cols=\"<3,>,>,>,<3\",options=\"header\"]%n|===%n",
                comparison.connections()));
        text.append("|Broker |CPU, % of a core |Threads |Resident, MiB |Checks\n");
        results.forEach(result -> text.append(result.row()).append('\n'));
        text.append("|===\n\n");
        text.append(String.format(
                Locale.ROOT,
                "* Each connection has a TCP link of its own and a consumer with a listener on a queue of its own; %d s"
                        + " after the last one the broker's processor time is read from /proc, for %d s%n",
                comparison.settleSeconds(),
                comparison.measuredSeconds()));
        comparison
                .providers()
                .forEach(provider -> text.append("* ")
                        .append(provider.title())
                        .append(": ")
                        .append(provider.settings())
                        .append('\n'));
        text.append("* JVM options of every process: ")
                .append(String.join(" ", comparison.java().commonOptions()))
                .append('\n');
        Machine machine = Machine.of(comparison.java(), clock);
        return text.append("* ").append(machine.description()).append('\n').toString();
    }
}
