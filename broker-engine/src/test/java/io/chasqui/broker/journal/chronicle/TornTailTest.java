package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The content of one real segment: messages 0..9, of which 0..7 are proven durable by the watermarks in 8 and 9.
 */
class TornTailTest {
    private static final int HEADER_BYTES = 44;
    private static final int PROVEN = 8;

    @TempDir
    private Path temporary;

    private SegmentBytes segment;

    @BeforeEach
    void writeSegment() throws IOException {
        TestDirectory directory = new TestDirectory(temporary.resolve("data"));
        try (TestDirectory.Life life = directory.live()) {
            for (int i = 0; i < 10; i++) {
                life.append("message-" + i);
                if (i == PROVEN - 1) {
                    life.force();
                }
            }
            SegmentBytes full = SegmentBytes.of(directory.segments().get(0));
            segment = full.truncated(full.indexOf("message-9") + 4096);
        }
    }

    @Test
    void cutsExactlyWhateverByteOfTheTailIsMissing() throws IOException {
        int end = segment.indexOf("message-9") + "message-9".length();
        int lastDocument = segment.indexOf("message-9") - HEADER_BYTES - 4;

        for (int length = lastDocument; length < end; length++) {
            assertThat(SegmentBytes.recoverOrRefuse(segment.truncated(length))).isEqualTo(expected(9));
            assertThat(SegmentBytes.recoverOrRefuse(segment.zeroed(length, segment.content().length)))
                    .isEqualTo(expected(9));
        }
        assertThat(SegmentBytes.recoverOrRefuse(segment.truncated(end))).isEqualTo(expected(10));
    }

    @Test
    void keepsTheExactPrefixWhereverTheFileEnds() throws IOException {
        int first = segment.indexOf("message-0");

        for (int length = first; length < segment.content().length; length++) {
            List<String> recovered = SegmentBytes.recoverOrRefuse(segment.truncated(length));

            assertThat(recovered).isEqualTo(expected(recovered.size()));
        }
    }

    @Test
    void refusesAnyFlippedBitInWhatIsProvenDurable() throws IOException {
        int from = segment.indexOf("message-0") - HEADER_BYTES;
        int to = segment.indexOf("message-7") + "message-7".length();

        for (int offset = from; offset < to; offset++) {
            for (int bit = 0; bit < 8; bit++) {
                List<String> recovered = SegmentBytes.recoverOrRefuse(segment.flipped(offset, bit));

                // the padding between documents belongs to nobody; a wrong length of the last one ends it early
                assertThat(recovered)
                        .as("byte %d, bit %d", offset, bit)
                        .isIn(List.of("refused"), expected(PROVEN), expected(10));
            }
        }
    }

    @Test
    void cutsAFlippedBitInTheTail() throws IOException {
        int last = segment.indexOf("message-9");

        assertThat(SegmentBytes.recoverOrRefuse(segment.flipped(last, 0))).isEqualTo(expected(9));
    }

    @Test
    void cutsBeforeTheFirstFlippedBitThatNoBatchProves() throws IOException {
        int unproven = segment.indexOf("message-8");

        assertThat(SegmentBytes.recoverOrRefuse(segment.flipped(unproven, 3))).isEqualTo(expected(8));
    }

    @Test
    void namesFileAndOffsetOfDamage() {
        int offset = segment.indexOf("message-3");

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(() -> SegmentBytes.recover(List.of(segment.flipped(offset, 1))))
                .withMessageContaining("segment 1")
                .withMessageContaining("offset " + (offset - HEADER_BYTES))
                .withMessageContaining("checksum")
                .withMessageContaining("backup")
                .satisfies(refused -> assertThat(refused.offset()).isEqualTo(offset - HEADER_BYTES));
    }

    @Test
    void refusesALostPageBelowTheWatermark() throws IOException {
        int offset = segment.indexOf("message-3");

        assertThat(SegmentBytes.recoverOrRefuse(segment.zeroed(offset - 100, offset + 100)))
                .containsExactly("refused");
    }

    @Test
    void cutsALostPageAboveTheWatermark() throws IOException {
        int offset = segment.indexOf("message-8");

        assertThat(SegmentBytes.recoverOrRefuse(segment.zeroed(offset - HEADER_BYTES - 4, offset + 4096)))
                .isEqualTo(expected(8));
    }

    @Test
    void refusesALostHeadOfWhatWasInUse() throws IOException {
        assertThat(SegmentBytes.recoverOrRefuse(segment.zeroed(0, 4096))).containsExactly("refused");
    }

    @Test
    void takesASegmentWithoutHeadForHalfCreated() throws IOException {
        int first = segment.indexOf("message-0");

        for (int length = 0; length < first; length += 97) {
            assertThat(SegmentBytes.recoverOrRefuse(segment.truncated(length))).isEmpty();
        }
    }

    @Test
    void answersRandomDamageWithAnExactPrefixOrARefusal() throws IOException {
        Random random = new Random(42);
        int from = segment.indexOf("message-0") - 200;

        for (int round = 0; round < 3_000; round++) {
            SegmentBytes damaged = segment;
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                int at = from + random.nextInt(segment.indexOf("message-9") + 50 - from);
                damaged = random.nextBoolean()
                        ? damaged.flipped(at, random.nextInt(8))
                        : damaged.zeroed(at, at + random.nextInt(200));
            }
            List<String> recovered = SegmentBytes.recoverOrRefuse(damaged);

            assertThat(recovered).isIn(List.of("refused"), expected(recovered.size()));
        }
    }

    @Test
    void refusesABatchThatIsThereTwice() throws IOException {
        int document = segment.indexOf("message-8") - HEADER_BYTES - 4;
        int next = segment.indexOf("message-9") - HEADER_BYTES - 4;
        byte[] twice = segment.content().clone();
        System.arraycopy(segment.content(), document, twice, next, next - document);

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(() -> SegmentBytes.recover(List.of(new SegmentBytes(1, twice))))
                .withMessageContaining("follows");
    }

    @Test
    void refusesANewerFormatAndChangesNothing() throws IOException {
        TestDirectory newer = new TestDirectory(temporary.resolve("newer"));
        Files.createDirectories(new SegmentFiles(new LocalDisk(), newer.path()).live());
        Path file = new SegmentFiles(new LocalDisk(), newer.path()).live(1);
        byte[] content = NewerFormat.of(segment, segment.indexOf("message-9") - HEADER_BYTES);
        Files.write(file, content);

        assertThatExceptionOfType(CorruptJournalException.class)
                .isThrownBy(newer::open)
                .withMessageContaining("format version 2")
                .withMessageContaining("newer version");

        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message-" + i).toList();
    }
}
