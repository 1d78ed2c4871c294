package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the journal's directories that no broker has written there. */
class ForeignFilesTest {
    private static final String CONTENT = "not ours";

    @TempDir
    private Path temporary;

    private TestDirectory directory;

    @BeforeEach
    void stopABroker() throws IOException {
        directory = new TestDirectory(temporary);
        try (TestDirectory.Life life = directory.live()) {
            life.append("first");
            life.force();
            life.writer().roll(1);
            life.checkpoint(life.writer().lastSequence() - 1);
            life.append("second");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index/index-foo",
                "index/index-9999999999",
                "index/index-0000000001.bak",
                "index/checkpoint-foo",
                "index/checkpoint-9999999999",
                "index/.hidden",
                "notes.txt",
                "foo.cq4",
                "segment-10000001.cq4.gz"
            })
    void leavesThemAlone(String name) throws IOException {
        Path foreign = write(name);

        assertThat(directory.replay()).containsExactly("second");
        goOn();

        assertThat(foreign).hasContent(CONTENT);
        assertThat(new SegmentFiles(new LocalDisk(), temporary).foreign()).containsExactly(foreign);
    }

    @Test
    void takesNothingOfItsOwnForForeign() throws IOException {
        Files.write(temporary.resolve("journal/segment-10000009.cq4.torn"), new byte[] {1});

        assertThat(new SegmentFiles(new LocalDisk(), temporary).foreign()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.cq4", "notes.txt"})
    void movesThemOutOfTheWayWhereSegmentsAreWritten(String name) throws IOException {
        Path foreign = write("live/" + name);

        goOn();

        assertThat(foreign).doesNotExist();
        assertThat(temporary.resolve("journal/" + name + ".torn")).hasContent(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"segment-foo.cq4", "segment-.cq4", "segment-10000002 (copy).cq4", "live/segment-99999999999.cq4"
            })
    void refusesWhatMayBeARenamedSegment(String name) throws IOException {
        Path foreign = write(name);

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::open)
                .withMessageContaining(foreign.toString())
                .withMessageContaining("old name")
                .withMessageContaining("Nothing was changed");

        assertThat(foreign).hasContent(CONTENT);
        Files.delete(foreign);
        assertThat(directory.replay()).containsExactly("second");
    }

    @Test
    void believesNoCheckpointUnderTheNameOfAnother() throws IOException {
        Path index = temporary.resolve("journal/index");
        Files.move(index.resolve("checkpoint-0000000002"), index.resolve("checkpoint-0000000007"));

        try (ChronicleJournalStore store = directory.open()) {
            assertThat(store.checkpoint()).isNull();
            assertThat(TestDirectory.texts(store)).containsExactly("first", "second");
        }
    }

    private Path write(String name) throws IOException {
        Path file = temporary.resolve("journal").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, CONTENT);
    }

    private void goOn() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append("third");
        }
        assertThat(directory.replay()).containsExactly("second", "third");
    }
}
