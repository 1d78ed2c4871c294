package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoveredJournal;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newest of two real segments while its broker appends to it: at first a reader sees only what lies before some offset,
 * from some read on everything. Each batch of the segment is proven to have been on the disk by the one after it.
 */
class ReadWhileWrittenTest {
    private static final int HEADER_BYTES = 44;
    private static final int WORD_BYTES = 4;
    private static final String BODY = " " + "x".repeat(150_000);

    /** More reads of the newest segment than any reading needs. */
    private static final int MOST_READS = 16;

    /** One for its head, and one in which its batches are looked at. */
    private static final int READS_BEFORE_THE_SEARCH = 2;

    @TempDir
    private Path temporary;

    private SegmentBytes older;
    private SegmentBytes newest;
    private final List<String> before = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    @BeforeEach
    void writeSegments() throws IOException {
        TestDirectory directory = new TestDirectory(temporary.resolve("data"));
        try (TestDirectory.Life life = directory.live()) {
            while (life.journal().segment() == 1) {
                append(life);
            }
            before.addAll(all.subList(0, all.size() - 1));
            append(life);
            append(life);
            append(life);
            List<SegmentBytes> segments = SegmentBytes.all(directory);
            older = segments.get(0);
            newest = segments.get(1);
        }
    }

    private void append(TestDirectory.Life life) {
        String text = "message-" + all.size() + BODY;
        all.add(text);
        life.append(text);
        life.force();
    }

    @Test
    void takesAHeadThatWasWrittenMeanwhileForNoDamage() throws IOException {
        for (int reads = 0; reads < MOST_READS; reads++) {
            assertThat(recover(new Growing(newest, 0, 0, reads))).isIn(before, all);
        }
    }

    @Test
    void takesBatchesThatWereWrittenMeanwhileForNoDamage() throws IOException {
        for (Unfinished end : ends()) {
            for (int reads = 0; reads < MOST_READS; reads++) {
                List<String> recovered = recover(new Growing(newest, end.word, end.offset, reads));

                assertThat(recovered)
                        .as("%s in %d reads", end, reads)
                        .hasSizeGreaterThanOrEqualTo(before.size())
                        .isEqualTo(all.subList(0, recovered.size()));
            }
        }
    }

    @Test
    void showsNoGapWhereABatchWasWrittenMeanwhile() throws IOException {
        for (Unfinished end : ends()) {
            for (int reads = 0; reads < MOST_READS; reads++) {
                Shown shown = new Shown();

                SegmentWalk.through(new Growing(newest, end.word, end.offset, reads), shown);

                assertThat(shown.inGaps).as("%s in %d reads", end, reads).isEmpty();
                assertThat(shown.texts).isEqualTo(all.subList(before.size(), before.size() + shown.texts.size()));
            }
        }
    }

    @Test
    void stillRefusesWhatStaysDamaged() {
        int damaged = newest.indexOf(all.get(before.size() + 1));
        SegmentBytes flipped = newest.flipped(damaged, 0);

        for (int reads = 0; reads <= READS_BEFORE_THE_SEARCH; reads++) {
            Growing growing = new Growing(flipped, damaged - HEADER_BYTES - WORD_BYTES, damaged, reads);

            assertThatExceptionOfType(CorruptJournalException.class)
                    .isThrownBy(() -> recover(growing))
                    .satisfies(refused -> assertThat(refused.offset()).isEqualTo(damaged - HEADER_BYTES));
        }
    }

    /** A document whose first word, written last, is missing, and that ends at an offset. */
    private record Unfinished(int word, int offset) {}

    private List<Unfinished> ends() {
        List<Unfinished> ends = new ArrayList<>();
        for (String text : all.subList(before.size(), all.size())) {
            int body = newest.indexOf(text);
            int word = body - HEADER_BYTES - WORD_BYTES;
            ends.add(new Unfinished(word, word));
            ends.add(new Unfinished(word, body - 1));
            ends.add(new Unfinished(word, body + text.length() / 2));
            ends.add(new Unfinished(word, body + text.length()));
        }
        return ends;
    }

    private List<String> recover(SegmentSource growing) throws IOException {
        RecoveredJournal recovered = JournalRecovery.read(List.of(older, growing), null);
        List<String> texts = new ArrayList<>();
        recovered.replay(batch -> texts.add(text(batch)));
        return texts;
    }

    private static String text(RecoveredBatch batch) {
        return new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8);
    }

    /** Zeros behind an offset, and in a document's first word, for some reads. */
    private static final class Growing implements SegmentSource {
        private final SegmentBytes written;
        private final SegmentBytes earlier;
        private int left;

        Growing(SegmentBytes written, int word, int offset, int reads) {
            this.written = written;
            this.earlier = written.zeroed(word, word + WORD_BYTES).zeroed(offset, written.content().length);
            this.left = reads;
        }

        @Override
        public int number() {
            return written.number();
        }

        @Override
        public String name() {
            return written.name();
        }

        @Override
        public long sizeBytes() {
            return written.sizeBytes();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            left--;
            return (left < 0 ? written : earlier).read(position, target, offset, length);
        }
    }

    /** The bodies of all batches but the segment's head, and gaps with something behind them. */
    private static final class Shown implements SegmentWalk.Visitor {
        private final List<String> texts = new ArrayList<>();
        private final List<String> inGaps = new ArrayList<>();
        private final List<String> ends = new ArrayList<>(1);

        @Override
        public void batch(RecoveredBatch batch, long offset) {
            inGaps.addAll(ends);
            String text = text(batch);
            if (text.startsWith("message-")) {
                texts.add(text);
            }
        }

        @Override
        public void gap(long offset, long bytes, String reason) {
            ends.add(offset + "+" + bytes + ": " + reason);
        }
    }
}
