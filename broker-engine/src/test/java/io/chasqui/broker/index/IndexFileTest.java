package io.chasqui.broker.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were written are read back, or not at all. */
class IndexFileTest {
    private static final int SEGMENT = 3;

    private final FilesInMemory files = new FilesInMemory();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsWhatWasWritten(long seed) throws IOException {
        List<Run> runs = runs(new Random(seed), 1 + (int) seed, 3_000);

        IndexFile.write(files, SEGMENT, runs);
        IndexFile read = IndexFile.open(files, SEGMENT);

        read.verify();
        assertThat(read.runs()).hasSameSizeAs(runs);
        for (Run run : runs) {
            assertSame(run, read.run(run.number()));
        }
    }

    @Test
    void readsOnFromTheFileWithoutForgettingWhoIsGone() throws IOException {
        Run run = runs(new Random(1), 1, 200).get(0);
        run.kill(7);
        IndexFile.write(files, SEGMENT, List.of(run));
        long sequence = run.sequence(8);

        run.storedAs(IndexFile.open(files, SEGMENT).run(run.number()));
        run.kill(9);

        assertThat(run.stored()).isTrue();
        assertThat(run.sequence(8)).isEqualTo(sequence);
        assertThat(run.live(7)).isFalse();
        assertThat(run.nextLive(9)).isEqualTo(10);
    }

    @Test
    void noticesEveryFlippedBit() throws IOException {
        IndexFile.write(files, SEGMENT, runs(new Random(5), 2, 16));
        byte[] good = files.read(IndexFile.name(SEGMENT));

        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            files.put(IndexFile.name(SEGMENT), bad);
            assertThatThrownBy(() -> IndexFile.open(files, SEGMENT).verify())
                    .as("flipped bit in byte %s of %s", at, good.length)
                    .isInstanceOfAny(CorruptJournalException.class, NewerVersionException.class)
                    .hasMessageContaining(IndexFile.name(SEGMENT));
        }
    }

    @Test
    void noticesEveryTruncation() throws IOException {
        IndexFile.write(files, SEGMENT, runs(new Random(6), 2, 16));
        byte[] good = files.read(IndexFile.name(SEGMENT));

        for (int length = 0; length < good.length; length++) {
            files.put(IndexFile.name(SEGMENT), java.util.Arrays.copyOf(good, length));
            assertThatThrownBy(() -> IndexFile.open(files, SEGMENT).verify())
                    .as("%s of %s bytes", length, good.length)
                    .isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void believesOnlyThePagesThatAreGood() throws IOException {
        Run run = runs(new Random(7), 1, 2 * Run.PAGE_ROWS + 1).get(0);
        IndexFile.write(files, SEGMENT, List.of(run));
        byte[] bytes = files.read(IndexFile.name(SEGMENT));
        bytes[bytes.length - 1] ^= 1;

        Run read = IndexFile.open(files, SEGMENT).run(run.number());

        assertThat(read.sequence(2 * Run.PAGE_ROWS - 1)).isEqualTo(run.sequence(2 * Run.PAGE_ROWS - 1));
        assertThatThrownBy(() -> read.sequence(2 * Run.PAGE_ROWS))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageStartingWith("Journal file directory/index-")
                .hasMessageContaining("checksum");
    }

    @Test
    void leavesFilesOfOthersAlone() {
        assertThat(IndexFile.isNamed(IndexFile.name(7))).isTrue();
        assertThat(IndexFile.segmentOf(IndexFile.name(7))).isEqualTo(7);
        assertThat(IndexFile.isNamed("index-0000000007.bad")).isFalse();
        assertThat(IndexFile.isNamed("index-of-something")).isFalse();
        assertThat(IndexFile.isNamed("index-9999999999")).isFalse();
    }

    /** Runs of subscriptions of one topic, of which the first gets all messages; each third run is that of a queue. */
    private static List<Run> runs(Random random, int count, int rows) {
        SegmentTable table = new SegmentTable();
        table.enter(SEGMENT);
        List<RunList> lists = new ArrayList<>();
        for (int queue = 1; queue <= count; queue++) {
            lists.add(new RunList(queue, 4, queue % 3 == 0 ? null : "topic"));
        }
        long sequence = 1L << 40;
        for (int i = 0; i < rows; i++) {
            sequence += 1 + random.nextInt(3);
            long expiry = random.nextInt(10) == 0 ? 1 + random.nextInt(1_000) : 0;
            NewRow message = new NewRow(sequence, random.nextInt(1 << 20), expiry, 1, i);
            Place place = new Place(1 + random.nextInt(SEGMENT), random.nextInt(), message.length(), random.nextInt());
            table.current().nextMessage();
            for (RunList list : lists) {
                if (list.queue() % 3 != 2 || (i > rows / 3 && random.nextInt(3) == 0)) {
                    RowRef row = list.add(table.current(), message);
                    row.run().place(row.row(), place);
                }
            }
        }
        return new ArrayList<>(table.current().runs());
    }

    private static void assertSame(Run written, Run read) {
        assertThat(read.count()).isEqualTo(written.count());
        assertThat(read.base()).isEqualTo(written.base());
        assertThat(read.lastSequence()).isEqualTo(written.lastSequence());
        assertThat(read.start()).isEqualTo(written.start());
        for (int row = written.start(); row < written.start() + written.count(); row++) {
            assertThat(read.sequence(row)).isEqualTo(written.sequence(row));
            assertThat(read.place(row)).isEqualTo(written.place(row));
            assertThat(read.expirationMillis(row)).isEqualTo(written.expirationMillis(row));
            assertThat(read.leastExpiry(row / Run.PAGE_ROWS)).isEqualTo(written.leastExpiry(row / Run.PAGE_ROWS));
        }
    }
}
