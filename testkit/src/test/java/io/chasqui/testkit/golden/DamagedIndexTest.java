package io.chasqui.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.testkit.ManualClock;
import io.chasqui.testkit.Trees;
import io.chasqui.testkit.engine.DirectoryBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An index file is damaged or missing. Where only the newest checkpoint needs it, the next start takes the checkpoint
 * before and has the same state. Where both need it, the start is refused and names the file, and nothing is changed.
 */
class DamagedIndexTest {
    private static final long START_MILLIS = 1_000_000;
    private static final String CHECKPOINT = "checkpoint-";
    private static final String INDEX = "index-";

    @TempDir
    private Path temporary;

    private final ManualClock clock = new ManualClock(START_MILLIS);
    private GoldenDirectory base;
    private List<String> state;

    @BeforeEach
    void stopABroker() throws IOException {
        base = new GoldenDirectory(temporary.resolve("base"));
        try (DirectoryBroker broker = new DirectoryBroker(base.open(), clock, GoldenHistory.POLICIES)) {
            new GoldenHistory(broker, clock, 1).first();
            broker.stop();
        }
        state = GoldenState.recover(copy("pristine"));
        assertThat(base.files(CHECKPOINT)).hasSizeGreaterThan(1);
    }

    @Test
    void startsFromTheCheckpointBeforeWhichDoesNotNeedTheFile() throws IOException {
        GoldenDirectory flipped = copy("flipped");
        damageHead(newestIndex(flipped));
        GoldenDirectory shortened = copy("shortened");
        Files.delete(newestIndex(shortened));

        assertThat(GoldenState.recover(flipped)).isEqualTo(state);
        assertThat(GoldenState.recover(flipped)).as("after a second start").isEqualTo(state);
        assertThat(GoldenState.recover(shortened)).isEqualTo(state);
    }

    @Test
    void startsFromTheBeginningWhereThatIsStillThere() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        damageHead(damaged.files(INDEX).get(0));

        assertThat(GoldenState.recover(damaged)).isEqualTo(state);
        assertThat(GoldenState.recover(damaged)).as("after a second start").isEqualTo(state);
    }

    @Test
    void losesNothingThatOnlyTheCheckpointProves() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        damageHead(newestIndex(damaged));
        Path last = damaged.lastSegment();
        byte[] bytes = Files.readAllBytes(last);
        bytes[bytes.length - 1] ^= 1;
        Files.write(last, bytes);

        assertThatExceptionOfType(DamagedSideFileException.class).isThrownBy(() -> GoldenState.recover(damaged));
    }

    @Test
    void needsTheFileNoMoreAfterTheNextCheckpoint() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        Path index = newestIndex(damaged);
        damageHead(index);
        byte[] bad = Files.readAllBytes(index);

        try (DirectoryBroker broker = new DirectoryBroker(damaged.open(), clock, GoldenHistory.POLICIES)) {
            broker.stop();
        }

        assertThat(index)
                .satisfiesAnyOf(
                        file -> assertThat(file).doesNotExist(),
                        file -> assertThat(Files.readAllBytes(file)).isNotEqualTo(bad));
        assertThat(GoldenState.recover(damaged)).isEqualTo(state);
    }

    @Test
    void bearsAnEndBetweenTheNewIndexAndTheNewCheckpoint() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        damageHead(newestIndex(damaged));
        try (DirectoryBroker broker = new DirectoryBroker(damaged.open(), clock, GoldenHistory.POLICIES)) {
            broker.stop();
        }
        for (Path checkpoint : damaged.files(CHECKPOINT)) {
            Files.delete(checkpoint);
        }
        for (Path checkpoint : base.files(CHECKPOINT)) {
            Path old = damaged.path().resolve(base.path().relativize(checkpoint));
            Files.copy(checkpoint, old);
        }

        assertThat(GoldenState.recover(damaged)).isEqualTo(state);
    }

    @Test
    void refusesWithoutAChangeWhatBothCheckpointsNeed() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        Path index = damaged.files(INDEX).get(0);
        Files.delete(damaged.files("segment-").get(0)); // so that there is no start from the beginning either
        damageHead(index);
        Map<String, Long> before = damaged.content();

        assertThatExceptionOfType(DamagedSideFileException.class)
                .isThrownBy(() -> GoldenState.recover(damaged))
                .satisfies(refused -> assertThat(refused.file()).isEqualTo(index.toString()))
                .withMessageContaining("Journal file " + index + ", offset ")
                .withMessageContaining("chasqui journal verify");
        assertThat(damaged.content()).isEqualTo(before);
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        GoldenDirectory damaged = copy("damaged");
        Path index = damaged.files(INDEX).get(0);
        Files.delete(damaged.files("segment-").get(0));
        Files.delete(index);

        assertThatExceptionOfType(DamagedSideFileException.class)
                .isThrownBy(() -> GoldenState.recover(damaged))
                .withMessageContaining("Journal file " + index + ", offset 0: the file is missing");
    }

    @Test
    void fallsBackToNothingOnceItHasBegun() throws IOException {
        try (ChronicleJournalStore store = copy("begun").open()) {
            assertThat(store.start().segment()).isPositive();

            assertThat(store.fallBack()).isFalse();
        }
    }

    private static Path newestIndex(GoldenDirectory directory) throws IOException {
        List<Path> indexes = directory.files(INDEX);
        return indexes.get(indexes.size() - 1);
    }

    private static void damageHead(Path index) throws IOException {
        byte[] bytes = Files.readAllBytes(index);
        bytes[20] ^= 1;
        Files.write(index, bytes);
    }

    private GoldenDirectory copy(String name) throws IOException {
        Path target = temporary.resolve(name);
        Trees.copy(base.path().resolve("journal"), target.resolve("journal"));
        return new GoldenDirectory(target);
    }
}
