package io.chasqui.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.inspect.Finding;
import io.chasqui.broker.inspect.JournalUse;
import io.chasqui.broker.inspect.JournalVerification;
import io.chasqui.broker.inspect.Verdict;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.NewestSegment;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentWalk;
import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals of every format version can be looked into without being changed, and are told from damaged ones. */
class GoldenInspectionTest {
    private static final int BODY = 44;

    private final List<Finding> findings = new ArrayList<>();

    @TempDir
    private Path temporary;

    static Stream<String> journals() throws IOException, URISyntaxException {
        return GoldenJournalTest.journals();
    }

    @ParameterizedTest
    @MethodSource("journals")
    void areIntactAndStayAsTheyAre(String journal) throws IOException {
        GoldenDirectory golden = unpack(journal);
        Map<String, Long> before = golden.content();

        Verdict verdict = verify(golden);

        assertThat(verdict.isIntact()).as("%s", findings).isTrue();
        assertThat(verdict.batches()).isPositive();
        assertThat(golden.content()).isEqualTo(before);
        try (ChronicleJournalStore store = golden.open()) {
            assertThat(verdict.found()).isEqualTo(store.summary());
        }
    }

    @ParameterizedTest
    @MethodSource("journals")
    void haveAUseForTheirSegments(String journal) throws IOException {
        try (JournalDirectory directory = JournalDirectory.open(unpack(journal).path())) {
            JournalUse use = JournalUse.of(directory, findings::add);

            assertThat(findings).isEmpty();
            assertThat(use.segments()).hasSameSizeAs(directory.segments());
            assertThat(use.liveBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-torn-tail", "v2-torn-tail"})
    void notesATornTail(String journal) throws IOException {
        Verdict verdict = verify(unpack(journal));

        assertThat(verdict.found().cutBytes()).isPositive();
        assertThat(findings).singleElement().satisfies(note -> {
            assertThat(note.severity()).isEqualTo(Finding.Severity.NOTE);
            assertThat(note.file()).startsWith("journal/").endsWith(".cq4");
            assertThat(note.reason()).contains("torn");
        });
    }

    @Test
    void findsAFlippedBitInEachBatchOfASegmentThatIsFollowedByAnother() throws IOException {
        GoldenDirectory golden = unpack("v1-every-event");
        SortedMap<Long, Path> batches = new TreeMap<>();
        try (JournalDirectory directory = JournalDirectory.open(golden.path())) {
            SegmentSource first = directory.segments().get(0);
            SegmentWalk.through(first, new BatchOffsets(first, batches));
        }

        for (Map.Entry<Long, Path> batch : batches.entrySet()) {
            byte[] whole = Files.readAllBytes(batch.getValue());
            byte[] flipped = whole.clone();
            flipped[(int) (batch.getKey() + BODY)] ^= 1;
            Files.write(batch.getValue(), flipped);
            findings.clear();

            assertThat(verify(golden).isIntact())
                    .as("batch at %s", batch.getKey())
                    .isFalse();
            boolean head = batch.getKey().equals(batches.firstKey());
            assertThat(findings)
                    .as("batch at %s", batch.getKey())
                    .anyMatch(finding -> finding.offset() == batch.getKey()
                            || (head && finding.reason().contains("head is not intact")));
            Files.write(batch.getValue(), whole);
        }
    }

    @Test
    void missesASegment() throws IOException {
        GoldenDirectory golden = unpack("v1-every-event");
        List<SegmentSource> segments;
        try (JournalDirectory directory = JournalDirectory.open(golden.path())) {
            segments = directory.segments();
        }
        Files.delete(Path.of(segments.get(1).name()));

        assertThat(verify(golden).isIntact()).isFalse();
        assertThat(findings)
                .anyMatch(finding -> finding.reason().contains("segment 2, which comes before it, is missing"));
    }

    @Test
    void missesTheNewestSegmentThatIsNoted() throws IOException {
        GoldenDirectory golden = unpack("v2-torn-tail");
        Path note = golden.path().resolve("journal/newest-segment");
        Files.write(note, new NewestSegment(99).bytes());

        assertThat(verify(golden).isIntact()).isFalse();
        assertThat(findings)
                .anyMatch(finding -> finding.severity() == Finding.Severity.DAMAGE
                        && finding.reason().contains("missing: segment 99 was begun"));

        Files.write(note, new byte[] {1, 2, 3});
        findings.clear();
        assertThat(verify(golden).isIntact()).isFalse();
        assertThat(findings).anyMatch(finding -> finding.file().equals("journal/newest-segment"));
    }

    @Test
    void refusesANewerVersion() throws IOException {
        GoldenDirectory golden = unpack("v1-stopped");
        Path segment = golden.lastSegment();
        Files.write(segment, NewerVersion.batch(Files.readAllBytes(segment)));

        assertThatExceptionOfType(NewerVersionException.class).isThrownBy(() -> verify(golden));
    }

    private Verdict verify(GoldenDirectory golden) throws IOException {
        try (JournalDirectory directory = JournalDirectory.open(golden.path())) {
            return JournalVerification.run(directory, findings::add);
        }
    }

    private GoldenDirectory unpack(String journal) throws IOException {
        String name = "/golden/" + journal + "/journal.zip";
        try (InputStream packed = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
            return GoldenDirectory.unpack(packed, temporary.resolve(journal));
        }
    }

    /** Where batches begin. */
    private record BatchOffsets(SegmentSource segment, Map<Long, Path> found) implements SegmentWalk.Visitor {
        @Override
        public void batch(RecoveredBatch batch, long offset) {
            found.put(offset, Path.of(segment.name()));
        }

        @Override
        public void gap(long offset, long bytes, String reason) {
            throw new AssertionError(reason + " at " + offset);
        }
    }
}
