package io.chasqui.server;

import io.chasqui.broker.inspect.Finding;
import io.chasqui.broker.inspect.JournalUse;
import io.chasqui.broker.inspect.SegmentUse;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chasqui journal stats}: what the room of a data directory is needed for. */
@Command(
        name = "stats",
        description = {
            "Shows the segments of a data directory, how much of each is needed and by whom, and the checkpoints.",
            "Live bytes are those of messages that are still waiting and of prepared branches."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:damaged", "2:cannot be read, or wrong usage"})
final class JournalStatsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--pins",
            paramLabel = "N",
            description = "Show at most N queues and subscriptions per segment (default: 5)")
    private int pins = 5;

    @Parameters(paramLabel = "DIR", description = "Data directory of a broker, or a copy of one")
    private Path path = Path.of("");

    @Override
    public Integer call() throws CommandFailedException {
        return JournalReading.run(spec, path, this::show);
    }

    private boolean show(JournalDirectory directory, JournalReading.Lines out) throws IOException {
        List<Finding> findings = new ArrayList<>();
        JournalUse use = JournalReading.steadily(directory, listener -> JournalUse.of(directory, listener), findings);
        findings.forEach(finding -> spec.commandLine().getErr().println(JournalReading.line(finding)));
        spec.commandLine().getErr().flush();
        out.add(String.format(
                Locale.ROOT,
                "%-9s %14s %14s %6s %10s  %s",
                "segment",
                "bytes",
                "live bytes",
                "live",
                "messages",
                "needed by"));
        for (SegmentUse segment : use.segments()) {
            show(segment, out);
        }
        for (JournalUse.CheckpointUse checkpoint : use.checkpoints()) {
            out.add(checkpoint.name() + ": " + checkpoint.sizeBytes() + " bytes, up to sequence "
                    + checkpoint.head().sequence() + ", a start reads on from segment "
                    + checkpoint.head().tailSegment() + ", taken "
                    + Instant.ofEpochMilli(checkpoint.head().timeMillis()));
        }
        totals(directory, use, out);
        return JournalReading.isIntact(findings);
    }

    private void show(SegmentUse segment, JournalReading.Lines out) throws IOException {
        StringBuilder holders = new StringBuilder();
        for (SegmentUse.Pin pin : segment.pins()
                .subList(0, Math.min(Math.max(0, pins), segment.pins().size()))) {
            append(holders, pin.holder() + " (" + pin.messages() + " messages, " + pin.bytes() + " bytes)");
        }
        if (segment.pins().size() > pins) {
            append(holders, (segment.pins().size() - Math.max(0, pins)) + " more");
        }
        if (!segment.startReads().isEmpty()) {
            append(holders, "a start from " + String.join(" or ", segment.startReads()));
        }
        if (segment.sizeBytes() == 0) {
            append(holders, "MISSING");
        }
        out.add(String.format(
                        Locale.ROOT,
                        "%-9d %14d %14d %5.1f%% %10d  %s",
                        segment.segment(),
                        segment.sizeBytes(),
                        segment.liveBytes(),
                        100 * segment.liveShare(),
                        segment.messages(),
                        holders)
                .stripTrailing());
    }

    private static void append(StringBuilder list, String text) {
        list.append(list.isEmpty() ? "" : "; ").append(text);
    }

    private static void totals(JournalDirectory directory, JournalUse use, JournalReading.Lines out)
            throws IOException {
        SortedMap<String, long[]> byKind = new TreeMap<>();
        long all = 0;
        for (Map.Entry<Path, Long> file : directory.files().entrySet()) {
            long[] sums = byKind.computeIfAbsent(kind(file.getKey()), any -> new long[2]);
            sums[0]++;
            sums[1] += file.getValue();
            all += file.getValue();
        }
        for (Map.Entry<String, long[]> kind : byKind.entrySet()) {
            out.add(String.format(
                    Locale.ROOT,
                    "%-24s %14d bytes in %d files",
                    kind.getKey(),
                    kind.getValue()[1],
                    kind.getValue()[0]));
        }
        out.add(String.format(Locale.ROOT, "%-24s %14d bytes", "total", all));
        out.add(String.format(
                Locale.ROOT,
                "%-24s %14d bytes of %d waiting messages, %s of the total",
                "live",
                use.liveBytes(),
                use.messages(),
                all == 0 ? "nothing" : String.format(Locale.ROOT, "%.1f%%", 100.0 * use.liveBytes() / all)));
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".cq4")) {
            return "segments";
        }
        if (name.endsWith(".precreated")) {
            return "reserved ahead";
        }
        if (name.endsWith(".torn")) {
            return "torn, kept aside";
        }
        if (name.startsWith("index-")) {
            return "indexes";
        }
        if (name.startsWith("checkpoint-")) {
            return "checkpoints";
        }
        return file.startsWith("spill") ? "volatile payloads" : "other files";
    }
}
