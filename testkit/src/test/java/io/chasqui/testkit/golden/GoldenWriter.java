package io.chasqui.testkit.golden;

import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.engine.DirectoryBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes the golden journals of the version at hand. Run by hand, once for each format version, see {@link
 * GoldenJournalTest}.
 */
final class GoldenWriter {
    private static final long START_MILLIS = 1_000_000;

    private final Path work;
    private final Path target;
    private final String version;
    private final ManualClock clock = new ManualClock(START_MILLIS);

    /**
     * A writer.
     *
     * @param work an empty directory for the time of writing
     * @param target where the golden journals lie
     * @param version how their names begin
     */
    GoldenWriter(Path work, Path target, String version) {
        this.work = work;
        this.target = target;
        this.version = version;
    }

    void writeAll() throws IOException {
        everyEvent();
        stopped();
        tornTail();
        unfinishedTakeOver();
        moved();
    }

    /** Two lives, both killed. */
    private void everyEvent() throws IOException {
        GoldenDirectory first = new GoldenDirectory(work.resolve("first"));
        GoldenDirectory second;
        try (DirectoryBroker broker = live(first)) {
            new GoldenHistory(broker, clock, 1).first();
            second = killed(first, broker, "second");
        }
        clock.advance(Duration.ofSeconds(1));
        try (DirectoryBroker broker = live(second)) {
            new GoldenHistory(broker, clock, 2).second();
            publish(killed(second, broker, "every-event"), "every-event");
        }
    }

    private void stopped() throws IOException {
        GoldenDirectory directory = new GoldenDirectory(work.resolve("stopped"));
        try (DirectoryBroker broker = live(directory)) {
            new GoldenHistory(broker, clock, 1).few("stopped");
            broker.stop();
        }
        publish(directory, "stopped");
    }

    private void tornTail() throws IOException {
        GoldenDirectory directory = new GoldenDirectory(work.resolve("to-tear"));
        GoldenDirectory torn;
        long end;
        try (DirectoryBroker broker = live(directory)) {
            new GoldenHistory(broker, clock, 1).few("torn");
            torn = killed(directory, broker, "torn");
        }
        try (RandomAccessFile file = new RandomAccessFile(torn.lastSegment().toFile(), "rw")) {
            end = lastByte(file);
            file.setLength(end - 9);
        }
        publish(torn, "torn-tail");
    }

    private void unfinishedTakeOver() throws IOException {
        GoldenDirectory directory = new GoldenDirectory(work.resolve("to-take-over"));
        GoldenDirectory killed;
        try (DirectoryBroker broker = live(directory)) {
            new GoldenHistory(broker, clock, 1).few("unproven");
            killed = killed(directory, broker, "taken-over");
        }
        GoldenDirectory again;
        try (ChronicleJournalStore store = killed.open()) {
            JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, clock.nowMillis());
            writer.begin(clock.nowMillis()).writeInt(0);
            writer.end(BatchHeader.CHAIN_BEGIN);
            writer.flush();
            again = killed.killed(work.resolve("take-over"));
        }
        publish(again, "take-over");
    }

    /** A life with checkpoints and copies, killed. */
    private void moved() throws IOException {
        GoldenDirectory directory = new GoldenDirectory(work.resolve("moving"));
        try (DirectoryBroker broker = live(directory)) {
            new GoldenHistory(broker, clock, 1).survivors();
            publish(killed(directory, broker, "moved"), "moved");
        }
    }

    private DirectoryBroker live(GoldenDirectory directory) throws IOException {
        return new DirectoryBroker(directory.open(), clock, GoldenHistory.POLICIES);
    }

    /** A copy that is checked to hold what the broker knows. */
    private GoldenDirectory killed(GoldenDirectory directory, DirectoryBroker broker, String name) throws IOException {
        try (ChronicleJournalStore copy =
                directory.killed(work.resolve(name + "-check")).open()) {
            broker.verifyReplay(copy);
        }
        return directory.killed(work.resolve(name));
    }

    private void publish(GoldenDirectory directory, String name) throws IOException {
        Path golden = Files.createDirectories(target.resolve(version + "-" + name));
        try (OutputStream out = Files.newOutputStream(golden.resolve("journal.zip"))) {
            directory.pack(out);
        }
        GoldenDirectory copy = directory.killed(work.resolve(name + "-state"));
        Files.write(golden.resolve("state.txt"), GoldenState.recover(copy));
    }

    private static long lastByte(RandomAccessFile file) throws IOException {
        byte[] content = new byte[(int) file.length()];
        file.readFully(content);
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
