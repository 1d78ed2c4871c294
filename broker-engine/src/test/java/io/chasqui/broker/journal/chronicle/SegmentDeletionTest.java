package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentDeletionTest {
    @TempDir
    private Path temporary;

    private TestDirectory directory;

    @BeforeEach
    void createDirectory() {
        directory = new TestDirectory(temporary.resolve("data"));
    }

    @Test
    void deletesSegmentsThatACheckpointCovers() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 40; i++) {
                life.append(text(i));
            }
            long covered = life.writer().lastSequence();
            life.writer().roll(1);
            life.checkpoint(covered);
            List<Integer> old = List.copyOf(
                    life.journal().segments().headMap(life.journal().segment()).keySet());
            assertThat(old).hasSizeGreaterThan(3);
            old.forEach(life.journal()::delete);

            assertThat(life.journal().segments())
                    .containsOnlyKeys(life.journal().segment());
            assertThat(directory.segments()).hasSize(1);
            life.append(text(40));
        }

        assertThat(directory.replay()).containsExactly(text(40));
    }

    @Test
    void refusesAJournalWhoseBeginningIsGone() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append(text(0));
            life.writer().roll(1);
            life.append(text(1));
            life.journal().delete(1);
        }

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::replay)
                .withMessageContaining("segment-10000002.cq4")
                .withMessageContaining("no checkpoint");
    }

    @Test
    void refusesACheckpointThatIsAllThatIsLeft() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append(text(0));
            long covered = life.writer().lastSequence();
            life.writer().roll(1);
            life.checkpoint(covered);
            life.append(text(1));
        }
        for (Path segment : directory.segments()) {
            Files.delete(segment);
        }
        Files.delete(new SegmentFiles(new LocalDisk(), directory.path()).note());

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(directory::replay)
                .withMessageContaining("segment 1")
                .withMessageContaining("is missing")
                .withMessageContaining("backup");
    }

    @Test
    void startsFromACheckpointOfACleanStopWithNothingBehindIt() throws IOException {
        try (TestDirectory.Life life = directory.live()) {
            life.append(text(0));
            life.lastCheckpoint();
        }

        assertThat(directory.replay()).isEmpty();
        try (TestDirectory.Life life = directory.live()) {
            assertThat(life.journal().segment()).isEqualTo(2);
        }
    }

    @Test
    void givesBackTheRoomThatAFinishedSegmentDoesNotUse() throws IOException {
        List<Long> prepared = new ArrayList<>();
        try (TestDirectory.Life life = directory.live()) {
            life.append("first");
            life.writer().roll(1);
            life.append("second");
            for (Path segment : directory.segments()) {
                prepared.add(Files.size(segment));
            }
        }

        assertThat(prepared).hasSize(2).allMatch(bytes -> bytes > TestDirectory.SEGMENT_BYTES);
        for (Path segment : directory.segments()) {
            assertThat(Files.size(segment)).isLessThan(TestDirectory.SEGMENT_BYTES / 4);
        }
        assertThat(directory.replay()).containsExactly("first", "second");
    }

    private static String text(int number) {
        return ("text-" + number + "-").repeat(12_000);
    }
}
