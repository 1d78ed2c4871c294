package io.chasqui.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Turns the results of storage runs into AsciiDoc: one table a workload with medians and the ratio to the better peer. */
final class StorageReport {

    private static final String TABLE = "|===";
    private static final String NONE = "-";

    private final StorageComparison comparison;
    private final Results results;
    private final Machine machine;

    StorageReport(StorageComparison comparison, Results results, Machine machine) {
        this.comparison = comparison;
        this.results = results;
        this.machine = machine;
    }

    /** The whole page. */
    String text() {
        var text = new StringBuilder(
                "= Storage, durability " + comparison.durability().word() + "\n\n");
        comparison.workloads().forEach(workload -> text.append(table(workload)).append('\n'));
        return text.append(method()).toString();
    }

    private String table(StorageWorkload workload) {
        List<Figure> figures = workload.figures();
        StorageWorkload.Size size = comparison.size(workload);
        var table = new StringBuilder("== " + workload + "\n\n" + workload.description()
                + String.format(
                        Locale.ROOT,
                        " (in this run: %,d x %,d x %,d bytes); brokers with -Xmx%s%n%n",
                        size.queues(),
                        size.messagesEach(),
                        size.bodyBytes(),
                        comparison.heap(workload)));
        table.append("[cols=\"<3")
                .append(",>".repeat(figures.size()))
                .append(",<2\",options=\"header\"]\n" + TABLE + "\n|Broker");
        figures.forEach(figure -> table.append(" |").append(title(figure)));
        table.append(" |Correct rounds\n");
        comparison.providers(workload).forEach(provider -> table.append(row(workload, provider, figures)));
        if (comparison.providers(workload).size() > 1) {
            table.append(ratios(workload, figures));
        }
        return table.append(TABLE + "\n").toString();
    }

    /** For instance {@code First after kill, ms}. */
    static String title(Figure figure) {
        String words = figure.key()
                .replace('.', ' ')
                .replace("messages per second", "messages/s")
                .replace(" per second", ", messages/s")
                .replace(" millis", ", ms")
                .replace(" mebibytes", ", MiB")
                .replace(" micros", ", us per message");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String row(StorageWorkload workload, Provider provider, List<Figure> figures) {
        var row = new StringBuilder("|" + provider.title());
        for (Figure figure : figures) {
            row.append(" |").append(number(results.median(workload, provider, figure)));
        }
        return row.append(" |")
                .append(results.correctRounds(workload, provider))
                .append('\n')
                .toString();
    }

    private String ratios(StorageWorkload workload, List<Figure> figures) {
        var row = new StringBuilder("|Ratio to the better peer");
        for (Figure figure : figures) {
            row.append(" |").append(ratio(workload, figure));
        }
        return row.append(" |\n").toString();
    }

    private String ratio(StorageWorkload workload, Figure figure) {
        List<Provider> providers = comparison.providers(workload);
        OptionalDouble ours = results.median(workload, providers.get(0), figure);
        var peers = providers.stream()
                .skip(1)
                .map(peer -> results.median(workload, peer, figure))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble);
        OptionalDouble better = figure.moreIsBetter() ? peers.max() : peers.min();
        return Results.asText(Results.ratio(ours, better));
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, value.getAsDouble() < 10 ? "%,.1f" : "%,.0f", value.getAsDouble());
    }

    private String method() {
        var text = new StringBuilder("== How it was measured\n\n");
        comparison
                .providers()
                .forEach(provider -> text.append("* ")
                        .append(provider.title())
                        .append(": ")
                        .append(provider.settings())
                        .append('\n'));
        text.append(String.format(
                Locale.ROOT,
                "* %d rounds, providers taking turns, each with a fresh data directory; TCP on loopback; the client"
                        + " process lives through the restarts%n",
                comparison.rounds()));
        text.append(String.format(
                Locale.ROOT,
                "* Produced and drained in transactions of %,d by one thread; first: from the start of the broker's"
                        + " process, its Java included, to the first message in a client that tries to connect every"
                        + " 10 ms; all: the same to the last message, after the kill%n",
                comparison.transactionMessages()));
        text.append(String.format(
                Locale.ROOT,
                "* Peak memory is VmHWM of the broker's process in that step, disk use what the data directory"
                        + " occupies (du); pinned traffic for %.1f minutes, its early and late peak are those of the first"
                        + " and the second half%n",
                comparison.minutes()));
        text.append("* Medians of rounds in which every message came exactly once and in order\n");
        text.append("* JVM options of the client: ")
                .append(comparison.java().commonOptions().stream().collect(Collectors.joining(" ")))
                .append('\n');
        return text.append("* ").append(machine.description()).append('\n').toString();
    }
}
