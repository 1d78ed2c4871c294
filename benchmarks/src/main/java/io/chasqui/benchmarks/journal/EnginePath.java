package io.chasqui.benchmarks.journal;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a turn of the engine does with its journal; a message is a batch of 1 KiB, header included. */
final class EnginePath implements JournalPath {
    /** What the writer puts before each batch. */
    private static final int HEADER_BYTES = 44;

    private final JournalStore store;
    private final Journal journal;
    private final JournalWriter writer;
    private final byte[] body = new byte[MESSAGE_BYTES - HEADER_BYTES];

    private EnginePath(JournalStore store) {
        this.store = store;
        this.journal = store.start();
        this.writer = JournalWriter.open(journal, store.summary(), 0, 0);
    }

    static EnginePath open(Path directory) throws IOException {
        return new EnginePath(
                ChronicleJournalStore.open(directory, new ChronicleOptions(SEGMENT_BYTES, 2, System::nanoTime)));
    }

    @Override
    public void append(int messages) {
        if (writer.rollDue()) {
            writer.roll(0);
            int keep = journal.segment() - KEPT_SEGMENTS + 1;
            List.copyOf(journal.segments().headMap(keep).keySet()).forEach(journal::delete);
        }
        for (int number = 0; number < messages; number++) {
            writer.begin(0).writeRaw(body, 0, body.length);
            writer.end(0);
        }
        writer.flush();
    }

    @Override
    public void force() {
        writer.force();
    }

    @Override
    public void close() throws IOException {
        journal.close();
        store.close();
    }
}
