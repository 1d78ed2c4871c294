package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.RecoveredJournal;
import io.chasqui.broker.journal.SegmentSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The content of a real segment file in memory, so that it can be damaged thousands of times in a second. */
record SegmentBytes(int number, byte[] content) implements SegmentSource {
    static SegmentBytes of(Path file) throws IOException {
        return new SegmentBytes(SegmentFiles.number(file), Files.readAllBytes(file));
    }

    static List<SegmentBytes> all(TestDirectory directory) throws IOException {
        List<SegmentBytes> all = new ArrayList<>();
        for (Path file : directory.segments()) {
            all.add(of(file));
        }
        return all;
    }

    /** The texts that recovery shows. */
    static List<String> recover(List<SegmentBytes> segments) throws IOException {
        RecoveredJournal recovered = JournalRecovery.read(segments, null);
        List<String> texts = new ArrayList<>();
        recovered.replay(
                batch -> texts.add(new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8)));
        return texts;
    }

    /** The texts that recovery shows, or a single "refused". */
    static List<String> recoverOrRefuse(SegmentBytes... segments) throws IOException {
        try {
            return recover(Arrays.asList(segments));
        } catch (CorruptJournalException refused) {
            return List.of("refused");
        }
    }

    SegmentBytes truncated(int length) {
        return new SegmentBytes(number, Arrays.copyOf(content, length));
    }

    SegmentBytes zeroed(int from, int to) {
        byte[] copy = content.clone();
        Arrays.fill(copy, from, Math.min(to, copy.length), (byte) 0);
        return new SegmentBytes(number, copy);
    }

    SegmentBytes flipped(int offset, int bit) {
        byte[] copy = content.clone();
        copy[offset] ^= (byte) (1 << bit);
        return new SegmentBytes(number, copy);
    }

    /** Offset of a text's first byte. */
    int indexOf(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= content.length - wanted.length; i++) {
            if (Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(text + " is not in segment " + number);
    }

    @Override
    public String name() {
        return "segment " + number;
    }

    @Override
    public long sizeBytes() {
        return content.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.min(length, content.length - position);
        if (count <= 0) {
            return 0;
        }
        System.arraycopy(content, (int) position, target, offset, count);
        return count;
    }
}
