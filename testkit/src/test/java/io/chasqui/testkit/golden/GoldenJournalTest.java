package io.chasqui.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.event.EventKind;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.SegmentHead;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory in {@code src/test/resources/golden} holds a journal as a version of the broker left it, and the state
 * that it stands for. A new format version gets new ones beside the old ones:
 *
 * <ol>
 *   <li>let {@link GoldenHistory} leave the new kinds of events;
 *   <li>{@code mvn -pl testkit -am test -Dtest=GoldenJournalTest -Dsurefire.failIfNoSpecifiedTests=false
 *       -Dchasqui.golden.write=v4};
 *   <li>read each new {@code state.txt}, and hand both in. Those of earlier versions never change.
 * </ol>
 */
class GoldenJournalTest {
    private static final String WRITE = "chasqui.golden.write";
    private static final String CHECKPOINT = "checkpoint-";
    private static final String INDEX = "index-";
    private static final Set<EventKind> UNTIL_VERSION_THREE =
            EnumSet.complementOf(EnumSet.of(EventKind.BRANCH_SEND_MOVED));

    @TempDir
    private Path temporary;

    static Stream<String> journals() throws IOException, URISyntaxException {
        URL golden = Objects.requireNonNull(GoldenJournalTest.class.getResource("/golden"));
        try (Stream<Path> all = Files.list(Path.of(golden.toURI()))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("journals")
    void opensAndGivesTheStateItHadThen(String journal) throws IOException {
        GoldenDirectory directory = unpack(journal);

        List<String> state = GoldenState.recover(directory);

        assertThat(state).containsExactlyInAnyOrderElementsOf(expected(journal));
        assertThat(GoldenState.recover(directory)).as("after a second start").isEqualTo(state);
    }

    @Test
    void holdsEveryEventOfVersionOne() throws IOException {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String journal : List.of("v1-every-event", "v1-stopped")) {
            try (ChronicleJournalStore store = unpack(journal).open()) {
                store.replay(batch -> kinds(batch, kinds));
            }
        }

        Set<EventKind> codes = EnumSet.range(EventKind.BROKER_STARTED, EventKind.MESSAGES_DEAD_LETTERED);
        codes.removeAll(EnumSet.of(EventKind.MESSAGE_MOVED, EventKind.BRANCH_SEND_MOVED));
        assertThat(kinds).containsAll(codes);
    }

    @Test
    void holdsEveryEventOfVersionTwo() throws IOException {
        GoldenContent content = new GoldenContent();
        for (String journal : List.of("v2-every-event", "v2-moved", "v2-stopped")) {
            content.add(unpack(journal));
        }

        assertThat(content.kinds()).containsExactlyInAnyOrderElementsOf(UNTIL_VERSION_THREE);
        assertThat(content.heads()).containsExactlyInAnyOrder(SegmentHead.Kind.START, SegmentHead.Kind.ROLL);
    }

    @Test
    void holdsCheckpointsIndexesAndCopiesOfVersionTwo() throws IOException {
        GoldenDirectory moved = unpack("v2-moved");
        GoldenContent content = new GoldenContent();
        content.add(moved);

        assertThat(content.kinds()).contains(EventKind.MESSAGE_MOVED, EventKind.QUEUE_MEASURED);
        assertThat(moved.files(CHECKPOINT)).hasSizeGreaterThan(1);
        assertThat(moved.files(INDEX)).isNotEmpty();
        assertThat(unpack("v2-stopped").files(CHECKPOINT)).isNotEmpty();
    }

    @Test
    void holdsSharedRowsOfVersionThree() throws IOException {
        GoldenContent content = new GoldenContent();
        for (String journal : List.of("v3-every-event", "v3-moved", "v3-stopped")) {
            content.add(unpack(journal));
        }
        GoldenDirectory moved = GoldenDirectory.unpack(resource("v3-moved/journal.zip"), temporary.resolve("shared"));

        assertThat(content.kinds()).containsExactlyInAnyOrderElementsOf(UNTIL_VERSION_THREE);
        assertThat(moved.files(CHECKPOINT)).hasSizeGreaterThan(1);
        assertThat(sharedRows(moved)).isPositive();
    }

    @Test
    void holdsTheCopiesOfABranchOfVersionFour() throws IOException {
        GoldenContent content = new GoldenContent();
        content.add(unpack("v4-moved"));

        assertThat(content.kinds()).contains(EventKind.BRANCH_SEND_MOVED, EventKind.MESSAGE_MOVED);
    }

    /** How many runs of indexes have no rows of their own. */
    private static int sharedRows(GoldenDirectory directory) throws IOException {
        int shared = 0;
        for (Path file : directory.files(INDEX)) {
            WireReader in = new WireReader(Files.readAllBytes(file));
            in.readInt();
            assertThat(in.readInt()).as("version of an index").isEqualTo(2);
            in.readRaw(3 * Integer.BYTES);
            int blocks = in.readInt();
            shared += in.readInt() - blocks;
        }
        return shared;
    }

    @Test
    void holdsChainsAndManySegments() throws IOException {
        try (ChronicleJournalStore store = unpack("v1-every-event").open()) {
            int[] chained = new int[1];
            store.replay(batch -> chained[0] += (batch.header().flags() & BatchHeader.CHAIN_END) != 0 ? 1 : 0);

            assertThat(chained[0]).isPositive();
            assertThat(store.summary().lastSegment()).isGreaterThan(2);
            assertThat(store.summary().lastSequence())
                    .isGreaterThan(store.summary().durableSequence());
        }
        try (ChronicleJournalStore store = unpack("v1-torn-tail").open()) {
            assertThat(store.summary().cutBytes()).isPositive();
        }
    }

    @Test
    void refusesANewerBatchVersionUntouched() throws IOException {
        assertRefusedUntouched(NewerVersion::batch, "format version 2");
    }

    @Test
    void refusesANewerEventVersionUntouched() throws IOException {
        assertRefusedUntouched(NewerVersion::event, "has version 9");
    }

    @Test
    void refusesAnUnknownEventUntouched() throws IOException {
        assertRefusedUntouched(NewerVersion::kind, "Event 999");
    }

    @Test
    void refusesANewerCheckpointUntouched() throws IOException {
        GoldenDirectory directory = unpack("v2-stopped");
        List<Path> checkpoints = directory.files(CHECKPOINT);
        Path newest = checkpoints.get(checkpoints.size() - 1);

        assertRefusedUntouched(directory, newest, NewerVersion::sideFile, "version 10");
    }

    @Test
    void refusesANewerIndexUntouched() throws IOException {
        GoldenDirectory directory = unpack("v2-moved");

        assertRefusedUntouched(directory, directory.files(INDEX).get(0), NewerVersion::sideFile, "version 10");
    }

    private void assertRefusedUntouched(UnaryOperator<byte[]> change, String reason) throws IOException {
        GoldenDirectory directory = unpack("v1-stopped");
        assertRefusedUntouched(directory, directory.lastSegment(), change, reason);
    }

    private static void assertRefusedUntouched(
            GoldenDirectory directory, Path file, UnaryOperator<byte[]> change, String reason) throws IOException {
        Files.write(file, change.apply(Files.readAllBytes(file)));
        Map<String, Long> before = directory.content();

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(() -> GoldenState.recover(directory))
                .withMessageContaining(file.getFileName().toString())
                .withMessageContaining("offset")
                .withMessageContainingAll(reason, "newer version", "Nothing was changed");

        assertThat(directory.content()).isEqualTo(before);
    }

    @Test
    @EnabledIfSystemProperty(named = WRITE, matches = "v[0-9]+")
    void writesTheGoldenJournalsOfThisVersion() throws IOException {
        Path target = Path.of("src/test/resources/golden").toAbsolutePath();

        new GoldenWriter(temporary, target, System.getProperty(WRITE)).writeAll();

        assertThat(target).isDirectoryContaining("glob:**/" + System.getProperty(WRITE) + "-*");
    }

    private GoldenDirectory unpack(String journal) throws IOException {
        try (InputStream packed = resource(journal + "/journal.zip")) {
            return GoldenDirectory.unpack(packed, temporary.resolve(journal));
        }
    }

    private static List<String> expected(String journal) throws IOException {
        try (InputStream lines = resource(journal + "/state.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(GoldenJournalTest.class.getResourceAsStream("/golden/" + name), name);
    }

    private static void kinds(RecoveredBatch batch, Set<EventKind> kinds) {
        WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
        EventCodec.readAll(body, batch.segment(), batch.fileOffset() - batch.offset())
                .forEach(event -> kinds.add(event.kind()));
    }
}
