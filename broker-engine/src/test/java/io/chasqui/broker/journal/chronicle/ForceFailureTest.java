package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a failure says what it was that could not be forced: the first force in a segment brings more to the disk. */
class ForceFailureTest {
    private static final byte[] DOCUMENT = new byte[64];

    @TempDir
    private Path temporary;

    private final Set<Path> broken = new HashSet<>();
    private SegmentFiles files;

    @BeforeEach
    void findFiles() {
        files = new SegmentFiles(new LocalDisk(), temporary.resolve("data"));
    }

    @Test
    void namesTheDirectory() throws IOException {
        assertFirstForceFails(files.live(), "Forcing the directory " + files.live() + " to the disk failed. Reason: ");
    }

    @Test
    void namesTheNoteAboutTheNewestSegment() throws IOException {
        assertFirstForceFails(files.note(), "Writing " + files.note() + " to the disk failed. Reason: ");
    }

    private void assertFirstForceFails(Path fails, String message) throws IOException {
        Disk disk = WatchedDisk.of((call, file, answer) -> {
            if (broken.contains(file)) {
                throw new IOException("Input/output error");
            }
        });
        ChronicleOptions options = new ChronicleOptions(TestDirectory.SEGMENT_BYTES, 0, System::nanoTime);
        try (ChronicleJournalStore store = ChronicleJournalStore.open(disk, temporary.resolve("data"), options)) {
            Journal journal = store.start();
            long unused = journal.append(DOCUMENT, 0, DOCUMENT.length);
            broken.add(fails);

            assertThatExceptionOfType(JournalFailedException.class)
                    .isThrownBy(journal::force)
                    .withMessage(message + "Input/output error. Check the disk and its free space, then start the"
                            + " broker again.");
        }
    }
}
