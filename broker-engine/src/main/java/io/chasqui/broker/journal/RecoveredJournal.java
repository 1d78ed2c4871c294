package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireFormatException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The verified content of a journal, ready to be shown batch by batch. */
public final class RecoveredJournal {
    private final RecoverySummary summary;
    private final List<SegmentScanner> segments;
    private final List<SegmentScan> scans;
    private final List<DiscardedSegment> discarded;
    private final Set<Long> unfinished;

    RecoveredJournal(
            RecoverySummary summary,
            List<SegmentScanner> segments,
            List<SegmentScan> scans,
            List<DiscardedSegment> discarded,
            Set<Long> unfinished) {
        this.summary = summary;
        this.segments = List.copyOf(segments);
        this.scans = List.copyOf(scans);
        this.discarded = List.copyOf(discarded);
        this.unfinished = unfinished;
    }

    /** What was found. */
    public RecoverySummary summary() {
        return summary;
    }

    /** Segments that do not count, newest first; they must be put aside in this order before a new segment is opened. */
    public List<DiscardedSegment> discarded() {
        return discarded;
    }

    /**
     * Where the content of a segment ends that is still needed; the file may be cut there.
     *
     * @param segment its number, between the first and the last segment of the summary
     * @return file offset behind its last good batch
     */
    public long goodEnd(int segment) {
        return scans.get(segment - summary.firstSegment()).goodEnd();
    }

    /**
     * Shows every batch that counts, see {@link JournalStore#replay}.
     *
     * @param visitor sees each batch
     * @throws IOException when a segment cannot be read
     * @throws CorruptJournalException when the visitor finds an intact batch malformed, most often because a newer version
     *     wrote it
     */
    public void replay(Consumer<RecoveredBatch> visitor) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            SegmentScanner segment = segments.get(i);
            segment.scan(scans.get(i).lastSequence(), batch -> show(segment.source(), batch, visitor));
        }
    }

    private void show(SegmentSource source, RecoveredBatch batch, Consumer<RecoveredBatch> visitor) {
        BatchHeader header = batch.header();
        if (header.flags() == BatchHeader.SEGMENT_HEAD || unfinished.contains(header.sequence())) {
            return;
        }
        try {
            visitor.accept(batch);
        } catch (WireFormatException unknown) {
            throw CorruptJournalException.unreadable(source, batch.fileOffset() - BatchFormat.HEADER_BYTES, unknown);
        }
    }
}
