package io.chasqui.server;

import io.chasqui.broker.inspect.KnownQueues;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentWalk;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chasqui journal dump}: every event of a data directory as a line. */
@Command(
        name = "dump",
        description = {
            "Shows every event of a journal as one line: segment:offset and sequence of its batch, the epoch of its"
                    + " broker, time, kind and fields. A queue is shown by its number and name, a message by its queue"
                    + " and number in it.",
            "Goes on behind damage as far as it can; where bytes are no batch, a line with '!!' says so. A tail that"
                    + " a crash has torn is such a line, but no damage."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:damaged", "2:cannot be read, or wrong usage"})
final class JournalDumpCommand implements Callable<Integer> {
    private static final int MORE_LOOKS = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--destination",
            paramLabel = "NAME",
            description = "Only events about the queue or the topic of this name and its subscriptions")
    private @Nullable String destination;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description = "Begin at a sequence (4711), a segment (segment:12), a day (2026-11-23) or a time"
                    + " (2026-11-23T08:15:00Z)")
    private @Nullable String from;

    @Option(names = "--bodies", description = "Show headers, properties and body of each accepted message, too")
    private boolean bodies;

    @Parameters(paramLabel = "DIR", description = "Data directory of a broker, or a copy of one")
    private Path path = Path.of("");

    @Override
    public Integer call() throws CommandFailedException {
        DumpStart start = start();
        return JournalReading.run(spec, path, (directory, out) -> dump(directory, start, out));
    }

    private DumpStart start() {
        try {
            return from == null ? DumpStart.BEGINNING : DumpStart.parse(from);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), Sentence.of(malformed), malformed);
        }
    }

    private boolean dump(JournalDirectory directory, DumpStart start, JournalReading.Lines out) throws IOException {
        KnownQueues queues = KnownQueues.in(directory);
        DumpFilter filter = new DumpFilter(queues, destination, start);
        DumpWriter writer = new DumpWriter(queues, filter, out, bodies ? new BodyLines(directory) : null);
        walk(directory, writer);
        return writer.isIntact() || seemsIntact(directory);
    }

    /** Whether what looked like damage is what a broker was just writing: it is gone when one looks again. */
    private boolean seemsIntact(JournalDirectory directory) throws IOException {
        boolean intact = false;
        for (int look = 0; look < MORE_LOOKS && !intact && directory.user().isPresent(); look++) {
            KnownQueues queues = KnownQueues.in(directory);
            DumpFilter nothing = new DumpFilter(queues, null, DumpStart.BEGINNING);
            DumpWriter again = new DumpWriter(queues, nothing, line -> {}, null);
            walk(directory, again);
            intact = again.isIntact();
        }
        return intact;
    }

    private void walk(JournalDirectory directory, DumpWriter writer) throws IOException {
        for (SegmentSource segment : directory.segments()) {
            writer.begin(segment);
            try {
                SegmentWalk.through(segment, writer);
            } catch (NoSuchFileException deleted) {
                spec.commandLine().getErr().println("Segment " + segment.number() + " was deleted meanwhile.");
            }
        }
    }
}
