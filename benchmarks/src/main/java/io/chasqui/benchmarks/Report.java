package io.chasqui.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Turns results into an AsciiDoc page: ratios first, then medians, then how it was done. */
final class Report {

    private static final String TABLE = "|===";
    private static final String NONE = "-";

    private final Comparison comparison;
    private final Results results;
    private final Machine machine;

    Report(Comparison comparison, Results results, Machine machine) {
        this.comparison = comparison;
        this.results = results;
        this.machine = machine;
    }

    /** The whole page. */
    String text() {
        return String.join("\n", title(), ratios(), physics(), medians(), method(), "");
    }

    private String title() {
        return "= Side by side, durability " + comparison.durability().word() + "\n";
    }

    private String ratios() {
        Provider ours = comparison.providers().get(0);
        List<Provider> peers =
                comparison.providers().subList(1, comparison.providers().size());
        if (peers.isEmpty()) {
            return "";
        }
        var table = new StringBuilder("== Ratios, ours to the peer's\n\n"
                + "More than 1 is better for messages per second, less than 1 for the rest.\n\n"
                + "[cols=\"<,<,>,>,>,>\",options=\"header\"]\n" + TABLE + "\n"
                + "|Workload |" + ours.title()
                + " to |Messages/s |p99 latency |CPU per message |Peak memory of the broker's process\n");
        for (Workload workload : comparison.workloads()) {
            for (Provider peer : peers) {
                table.append(String.join(
                        " |",
                        "|" + workload,
                        peer.title(),
                        ratio(workload, ours, peer, Figure.MESSAGES_PER_SECOND),
                        ratio(workload, ours, peer, workload.judgedLatency()),
                        ratio(workload, ours, peer, Figure.CPU_MICROS),
                        ratio(workload, ours, peer, memory(workload)) + "\n"));
            }
        }
        return table.append(TABLE + "\n").toString();
    }

    private static Figure memory(Workload workload) {
        return workload.embedded() ? Figure.CLIENT_PEAK_MEBIBYTES : Figure.BROKER_PEAK_MEBIBYTES;
    }

    private String ratio(Workload workload, Provider ours, Provider peer, Figure figure) {
        OptionalDouble mine = results.median(workload, ours, figure);
        return Results.asText(Results.ratio(mine, results.median(workload, peer, figure)));
    }

    private String physics() {
        Provider ours = comparison.providers().get(0);
        var rows = new StringBuilder();
        for (Workload workload : comparison.workloads()) {
            Yardstick yardstick = workload.yardstick();
            if (yardstick != null) {
                OptionalDouble mine = results.median(workload, ours, yardstick.judged());
                OptionalDouble least = results.median(yardstick, yardstick.judged());
                rows.append(String.join(
                        " |",
                        "|" + workload,
                        yardstick.description(),
                        yardstick.judged().key().replace('.', ' '),
                        mine.isPresent() ? number(mine.getAsDouble()) : NONE,
                        least.isPresent() ? number(least.getAsDouble()) : NONE,
                        Results.asText(Results.ratio(mine, least)) + "\n"));
            }
        }
        return rows.isEmpty()
                ? ""
                : "== Against physics, in the same run\n\n[cols=\"<,<4,<,>,>,>\",options=\"header\"]\n" + TABLE + "\n"
                        + "|Workload |Without any JMS |Figure |" + ours.title() + " |Without JMS |Ratio\n" + rows
                        + TABLE
                        + "\n";
    }

    private String medians() {
        var table = new StringBuilder("== Medians\n\n"
                + "Latencies in microseconds as p50 / p99; a send is a whole transaction in W4, a call in W8, the time"
                + " until the completion in W3 and W13. CPU in microseconds per message, broker + client. Memory in MiB,"
                + " broker + client.\n\n"
                + "[cols=\"<,<,>,>,>,>,>,>,>\",options=\"header\"]\n" + TABLE + "\n"
                + "|Workload |Provider |Messages/s |min to max |Send |End to end |CPU |Peak memory |Correct rounds\n");
        for (Workload workload : comparison.workloads()) {
            for (Provider provider : comparison.providers()) {
                table.append(row(workload, provider));
            }
        }
        return table.append(TABLE + "\n").append(searches()).toString();
    }

    /** How long all the consumers of a workload that measures it took to find what waited for them. */
    private String searches() {
        var lines = new StringBuilder();
        for (Workload workload : comparison.workloads()) {
            for (Provider provider : comparison.providers()) {
                results.median(workload, provider, Figure.SEARCH_MILLIS)
                        .ifPresent(millis -> lines.append(String.format(
                                Locale.ROOT,
                                "\n%s, %s: each of the 1,000 consumers had its message after %s ms.\n",
                                workload,
                                provider.title(),
                                number(millis))));
            }
        }
        return lines.toString();
    }

    private String row(Workload workload, Provider provider) {
        return String.join(
                " |",
                "|" + workload,
                provider.title(),
                median(workload, provider, Figure.MESSAGES_PER_SECOND),
                range(workload, provider),
                pair(workload, provider, Figure.SEND_P50_MICROS, Figure.SEND_P99_MICROS, " / "),
                pair(workload, provider, Figure.END_TO_END_P50_MICROS, Figure.END_TO_END_P99_MICROS, " / "),
                pair(workload, provider, Figure.BROKER_CPU_MICROS, Figure.CLIENT_CPU_MICROS, " + "),
                pair(workload, provider, Figure.BROKER_PEAK_MEBIBYTES, Figure.CLIENT_PEAK_MEBIBYTES, " + "),
                results.correctRounds(workload, provider) + "\n");
    }

    private String median(Workload workload, Provider provider, Figure figure) {
        OptionalDouble median = results.median(workload, provider, figure);
        return median.isPresent() ? number(median.getAsDouble()) : NONE;
    }

    private String pair(Workload workload, Provider provider, Figure first, Figure second, String between) {
        return median(workload, provider, first) + between + median(workload, provider, second);
    }

    private String range(Workload workload, Provider provider) {
        double[] values = results.values(workload, provider, Figure.MESSAGES_PER_SECOND);
        return values.length == 0 ? NONE : number(values[0]) + " to " + number(values[values.length - 1]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value);
    }

    private String method() {
        var text = new StringBuilder("== How it was measured\n\n");
        comparison
                .workloads()
                .forEach(workload -> text.append("* ")
                        .append(workload)
                        .append(": ")
                        .append(workload.description())
                        .append('\n'));
        comparison
                .providers()
                .forEach(provider -> text.append("* ")
                        .append(provider.title())
                        .append(": ")
                        .append(provider.settings())
                        .append('\n'));
        text.append(String.format(
                Locale.ROOT,
                "* %d rounds, providers taking turns; each run a fresh broker process over TCP on loopback, a fresh"
                        + " client process and a fresh data directory; %d s of warm-up, %d s measured%n",
                comparison.rounds(),
                comparison.warmUpSeconds(),
                comparison.measuredSeconds()));
        text.append(String.format(
                Locale.ROOT,
                "* Bodies of %d bytes; producers at most %d messages ahead of the consumers; one connection per"
                        + " producer and per consumer; every message checked to come exactly once and in order%n",
                comparison.bodyBytes(),
                comparison.aheadMessages()));
        text.append("* JVM options of every process: ")
                .append(comparison.java().commonOptions().stream().collect(Collectors.joining(" ")))
                .append('\n');
        return text.append("* ").append(machine.description()).append('\n').toString();
    }
}
