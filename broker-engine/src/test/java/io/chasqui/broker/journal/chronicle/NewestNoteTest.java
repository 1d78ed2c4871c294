package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.NewestSegment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a start misses the newest segment, and never one that was given up on purpose. */
class NewestNoteTest {
    @TempDir
    private Path temporary;

    private TestDirectory directory;
    private SegmentFiles files;

    /** Three segments with a message each, as a kill leaves them. */
    @BeforeEach
    void killABroker() throws IOException {
        TestDirectory running = new TestDirectory(temporary.resolve("running"));
        try (TestDirectory.Life life = running.live()) {
            life.append("first");
            life.writer().roll(1);
            life.append("second");
            life.writer().roll(1);
            life.append("third");
            life.force();
            directory = running.crashed(temporary.resolve("data"));
        }
        files = new SegmentFiles(new LocalDisk(), directory.path());
    }

    @Test
    void missesTheNewestSegmentAndChangesNothing() throws IOException {
        Files.delete(files.live(3));
        Map<String, Long> before = sizes();

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining(files.live(3).toString())
                .withMessageContaining("segment 3 is missing")
                .withMessageContaining("the newest that is there is segment 2")
                .withMessageContaining("from a backup")
                .withMessageContaining("delete " + files.note());

        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void missesSeveralThatAreGone() throws IOException {
        Files.delete(files.live(2));
        Files.delete(files.live(3));

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining(files.live(2).toString())
                .withMessageContaining("segments 2 to 3 are missing");
    }

    @Test
    void missesAllOfThem() throws IOException {
        for (int segment = 1; segment <= 3; segment++) {
            Files.delete(files.live(segment));
        }

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining("segments 1 to 3 are missing")
                .withMessageContaining("there is none at all");
    }

    @Test
    void missesTheNewestAlsoWhenTheOneBeforeIsTorn() throws IOException {
        Files.delete(files.live(3));
        truncate(files.live(2), Files.size(files.live(2)) / 2);

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining("segment 3 is missing");
    }

    @Test
    void missesTheNewestAfterACleanStop() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("fourth");
            life.lastCheckpoint();
        }
        Files.delete(files.live(4));

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining("segment 4 is missing");
    }

    @Test
    void startsWithoutItWhenTheNoteIsDeleted() throws IOException {
        Files.delete(files.live(3));
        Files.delete(files.note());

        assertThat(directory.replay()).containsExactly("first", "second");
    }

    @Test
    void missesNothingInADirectoryOfAVersionWithoutANote() throws IOException {
        Files.delete(files.note());

        try (TestDirectory.Life life = directory.live()) {
            life.append("fourth");
        }

        assertThat(noted()).isEqualTo(4);
    }

    @Test
    void missesNothingWhenTheBrokerEndedBeforeItsNote() throws IOException {
        Files.write(files.note(), new NewestSegment(2).bytes());

        assertThat(directory.replay()).containsExactly("first", "second", "third");
    }

    @Test
    void missesNoSegmentThatWasPutAside() throws IOException {
        truncate(files.live(3), 0);

        assertThat(directory.replay()).containsExactly("first", "second");
        assertThat(files.live(3)).doesNotExist();

        assertThat(directory.replay()).containsExactly("first", "second");
        assertThat(noted()).isEqualTo(2);
    }

    @Test
    void missesNoTakeOverThatDidNotEnd() throws IOException {
        TestDirectory running = new TestDirectory(temporary.resolve("running again"));
        TestDirectory tail;
        try (TestDirectory.Life life = running.live()) {
            life.force();
            life.append("not proven");
            tail = running.crashed(temporary.resolve("tail"));
        }
        TestDirectory half;
        try (ChronicleJournalStore store = tail.open()) {
            JournalWriter unused = JournalWriter.open(store.start(), store.summary(), 0, 1);
            half = tail.crashed(temporary.resolve("half"));
        }
        assertThat(half.segments()).hasSize(2);

        assertThat(half.replay()).containsExactly("not proven");
        assertThat(half.segments()).hasSize(1);

        assertThat(half.replay()).containsExactly("not proven");
    }

    @Test
    void goesOnWithADamagedNoteAndWritesItAnew() throws IOException {
        byte[] note = Files.readAllBytes(files.note());
        note[NewestSegment.BYTES - 1] ^= 1;
        Files.write(files.note(), note);

        try (TestDirectory.Life life = directory.live()) {
            life.append("fourth");
        }

        assertThat(noted()).isEqualTo(4);
    }

    @Test
    void goesOnWithANoteThatIsCutOff() throws IOException {
        truncate(files.note(), NewestSegment.BYTES - 1);

        assertThat(directory.replay()).containsExactly("first", "second", "third");
    }

    @Test
    void refusesANoteOfANewerVersion() throws IOException {
        byte[] note = Files.readAllBytes(files.note());
        note[Integer.BYTES]++;
        Files.write(files.note(), note);

        assertThatExceptionOfType(NewerVersionException.class)
                .isThrownBy(directory::open)
                .withMessageContaining(files.note().toString())
                .withMessageContaining("format version 2");
        assertThat(files.note()).hasBinaryContent(note);
    }

    @Test
    void leavesTheNoteOfACopyMadeOfLinksAlone() throws IOException {
        Path link = Files.createLink(temporary.resolve("link"), files.note());

        try (TestDirectory.Life life = directory.live()) {
            life.append("fourth");
            life.writer().roll(1);
            life.append("fifth");
        }

        assertThat(noted()).isEqualTo(5);
        assertThat(link).hasBinaryContent(new NewestSegment(3).bytes());
    }

    private int noted() throws IOException {
        return new NewestNote(files).read();
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(files.journal())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sizes.put(file.toString(), Files.size(file));
            }
        }
        return sizes;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }
}
