package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.RecoverySummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A data directory under test, one broker life after the other. */
final class TestDirectory {
    static final int SEGMENT_BYTES = 1 << 20;

    private final Path path;

    TestDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Life live() throws IOException {
        return new Life(open());
    }

    ChronicleJournalStore open() throws IOException {
        AtomicLong clock = new AtomicLong();
        return ChronicleJournalStore.open(path, new ChronicleOptions(SEGMENT_BYTES, 0, clock::incrementAndGet));
    }

    /** What a killed process leaves of this directory, while it is still in use here. */
    TestDirectory crashed(Path target) throws IOException {
        SegmentFiles from = new SegmentFiles(new LocalDisk(), path);
        SegmentFiles to = new SegmentFiles(new LocalDisk(), target);
        Files.createDirectories(to.live());
        for (Path file : new LocalDisk().list(from.journal(), "*")) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, to.journal().resolve(file.getFileName()));
            }
        }
        for (Path file : new LocalDisk().list(from.live(), "*")) {
            Files.copy(file, to.live().resolve(file.getFileName()));
        }
        return new TestDirectory(target);
    }

    List<Path> segments() throws IOException {
        List<Path> found = new SegmentFiles(new LocalDisk(), path).segments();
        found.sort((left, right) -> left.getFileName().compareTo(right.getFileName()));
        return found;
    }

    List<String> replay() throws IOException {
        try (ChronicleJournalStore store = open()) {
            return texts(store);
        }
    }

    static List<String> texts(ChronicleJournalStore store) {
        List<String> texts = new ArrayList<>();
        store.replay(
                batch -> texts.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8)));
        return texts;
    }

    /** One broker's life on the directory, with the take-over done. */
    static final class Life implements AutoCloseable {
        private final ChronicleJournalStore store;
        private final Journal journal;
        private final JournalWriter writer;

        private Life(ChronicleJournalStore store) {
            this.store = store;
            RecoverySummary summary = store.summary();
            List<String> tail = new ArrayList<>();
            store.replay(batch -> {
                if (batch.header().sequence() > summary.durableSequence()) {
                    tail.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8));
                }
            });
            this.journal = store.start();
            this.writer = JournalWriter.open(journal, summary, 0, 1);
            tail.forEach(this::append);
            writer.tailRewritten();
        }

        Journal journal() {
            return journal;
        }

        JournalWriter writer() {
            return writer;
        }

        /** Appends one batch as a document of its own; answers the place of its body's first byte. */
        long append(String text) {
            return append(text, 0);
        }

        long append(String text, int chainFlags) {
            if (writer.rollDue()) {
                writer.roll(1);
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            writer.begin(1).writeRaw(body, 0, body.length);
            int offset = writer.bodyOffset();
            writer.end(chainFlags);
            return writer.flush() + offset;
        }

        void force() {
            writer.force();
        }

        /** A checkpoint of everything before the current segment, with nothing in it. */
        void checkpoint(long covered) throws IOException {
            checkpoint(journal.segment(), covered);
        }

        /** A checkpoint of everything, as a clean stop takes it. */
        void lastCheckpoint() throws IOException {
            writer.force();
            checkpoint(journal.segment() + 1, writer.lastSequence());
        }

        private void checkpoint(int tailSegment, long covered) throws IOException {
            CheckpointHead head = new CheckpointHead(tailSegment, covered, writer.ownerEpoch(), 1);
            CheckpointFile file = CheckpointFile.of(head, new byte[0]);
            store.sideFiles().publish(file.name(), out -> out.write(file.bytes(), 0, file.bytes().length));
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
