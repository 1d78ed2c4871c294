package io.chasqui.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalStore;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJournalStoreTest {
    @Test
    void keepsForcedBatchesInAPowerCut() {
        MemoryJournalStore store = new MemoryJournalStore();
        JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);
        append(writer, "forced");
        writer.force();
        append(writer, "lost");

        assertThat(texts(store.crash(UnforcedContent.NONE))).containsExactly("forced");
    }

    @Test
    void keepsEverythingWhenOnlyTheProcessDies() {
        MemoryJournalStore store = new MemoryJournalStore();
        JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);
        append(writer, "forced");
        writer.force();
        append(writer, "unforced");

        MemoryJournalStore after = store.crash(UnforcedContent.ALL);

        assertThat(texts(after)).containsExactly("forced", "unforced");
        assertThat(after.summary().durableSequence()).isEqualTo(2);
        assertThat(after.summary().lastSequence()).isEqualTo(3);
    }

    @Test
    void collectsTheBatchesOfATurnAndPlacesTheirBytes() {
        MemoryJournalStore store = new MemoryJournalStore();
        Journal journal = store.start();
        JournalWriter writer = JournalWriter.open(journal, store.summary(), 0, 1);
        long documents = journal.statistics().documents().get();

        WireWriter body = writer.begin(2);
        assertThat(body.size()).isEqualTo(writer.bodyOffset());
        int first = body.size();
        body.writeRaw("one".getBytes(StandardCharsets.UTF_8), 0, 3);
        assertThat(writer.end(0)).isEqualTo(2);
        writer.begin(2).writeLong(99);
        writer.abandon();
        int second = writer.begin(2).size();
        body.writeRaw("two".getBytes(StandardCharsets.UTF_8), 0, 3);
        assertThat(writer.end(0)).isEqualTo(3);
        assertThat(writer.pendingBytes()).isEqualTo(body.size());
        long base = writer.flush();

        assertThat(writer.pendingBytes()).isZero();
        assertThat(writer.flush()).isEqualTo(-1);
        assertThat(journal.statistics().documents()).hasValue(documents + 1);
        assertThat(read(journal, base + first)).isEqualTo("one");
        assertThat(read(journal, base + second)).isEqualTo("two");
        assertThat(writer.appendedSequence()).isEqualTo(3);
        assertThat(writer.durableSequence()).isZero();
        writer.force();
        assertThat(writer.durableSequence()).isEqualTo(3);
    }

    @Test
    void refusesMisuseOfTheWriter() {
        MemoryJournalStore store = new MemoryJournalStore();
        JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);

        assertThatIllegalStateException().isThrownBy(() -> writer.end(0));
        assertThatIllegalStateException().isThrownBy(writer::abandon);
        writer.begin(1);
        assertThatIllegalStateException().isThrownBy(() -> writer.begin(1));
        assertThatIllegalStateException().isThrownBy(writer::flush);
        assertThatIllegalStateException().isThrownBy(() -> writer.roll(1));
        assertThatIllegalStateException().isThrownBy(() -> writer.end(BatchHeader.CHAIN_END));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.end(BatchHeader.SEGMENT_HEAD));
        writer.end(BatchHeader.CHAIN_BEGIN);
        assertThatIllegalStateException().isThrownBy(() -> writer.roll(1));
        writer.begin(1);
        assertThatIllegalStateException().isThrownBy(() -> writer.end(BatchHeader.CHAIN_BEGIN));
    }

    @Test
    void failsForGoodAtTheChosenCall() {
        MemoryJournalStore store = new MemoryJournalStore();
        JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);
        append(writer, "forced");
        store.failAfter(1);
        writer.force();

        assertThatExceptionOfType(JournalFailedException.class).isThrownBy(() -> append(writer, "failed"));
        assertThatExceptionOfType(JournalFailedException.class).isThrownBy(() -> append(writer, "failed"));

        assertThat(texts(store.crash(UnforcedContent.ALL))).containsExactly("forced");
        assertThatExceptionOfType(JournalFailedException.class)
                .isThrownBy(() -> writer.journal().force())
                .withMessageContaining("crashed");
    }

    @Test
    void claimsNoMoreThanWasForcedWhenTheBatchBegan() {
        MemoryJournalStore store = new MemoryJournalStore();
        JournalWriter writer = JournalWriter.open(store.start(), store.summary(), 0, 1);
        append(writer, "a");
        append(writer, "b");
        writer.force();
        append(writer, "c");
        List<BatchHeader> headers = new ArrayList<>();

        store.crash(UnforcedContent.ALL).replay(batch -> headers.add(batch.header()));

        assertThat(headers).extracting(BatchHeader::sequence).containsExactly(2L, 3L, 4L);
        assertThat(headers).extracting(BatchHeader::watermark).containsExactly(0L, 0L, 3L);
        assertThat(headers).extracting(BatchHeader::ownerEpoch).containsOnly(1);
    }

    private static void append(JournalWriter writer, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        writer.begin(1).writeRaw(body, 0, body.length);
        writer.end(0);
        writer.flush();
    }

    private static String read(Journal journal, long packed) {
        return new String(journal.read(new Place((int) (packed >>> 32), (int) packed, 3)), StandardCharsets.UTF_8);
    }

    private static List<String> texts(JournalStore store) {
        List<String> texts = new ArrayList<>();
        store.replay(
                batch -> texts.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8)));
        return texts;
    }
}
