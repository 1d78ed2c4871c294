package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireFormatException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment front to back and checks that each intact batch is the one that must come next. A batch that is
 * intact but out of place is never taken for a torn tail: it stops recovery.
 */
final class SegmentScanner {
    private final SegmentSource source;

    SegmentScanner(SegmentSource source) {
        this.source = source;
    }

    SegmentSource source() {
        return source;
    }

    /** A search through the rest of the segment. */
    LaterBatchSearch search() {
        return new LaterBatchSearch(new SegmentWindow(source));
    }

    /** The segment's head, or null when its first batch is not intact. */
    @Nullable
    SegmentHead head() throws IOException {
        BatchCursor cursor = new BatchCursor(new SegmentWindow(source));
        return cursor.next() ? head(cursor, cursor.header()) : null;
    }

    /** Offset at which the head is missing, when {@link #head()} is null. */
    long headless() throws IOException {
        BatchCursor cursor = new BatchCursor(new SegmentWindow(source));
        cursor.next();
        return cursor.position();
    }

    /**
     * Visits the good batches, the head among them.
     *
     * @param cut the last sequence that counts
     * @param visitor sees each batch
     * @throws CorruptJournalException when an intact batch is out of place
     */
    SegmentScan scan(long cut, Consumer<RecoveredBatch> visitor) throws IOException {
        BatchCursor cursor = new BatchCursor(new SegmentWindow(source));
        if (!cursor.next()) {
            throw damaged(cursor.position(), "the segment's head is missing: " + cursor.fault());
        }
        BatchHeader header = cursor.header();
        SegmentHead head = head(cursor, header);
        BatchHeader last = header;
        visitor.accept(cursor.batch(header));
        while (last.sequence() < cut && cursor.next()) {
            header = cursor.header();
            requireNext(cursor.position(), last, header);
            visitor.accept(cursor.batch(header));
            last = header;
        }
        return new SegmentScan(
                head, last.sequence(), last.watermark(), cursor.goodEnd(), cursor.position(), cursor.fault());
    }

    private SegmentHead head(BatchCursor cursor, BatchHeader header) throws IOException {
        if (header.flags() != BatchHeader.SEGMENT_HEAD) {
            throw damaged(cursor.position(), "the first batch is not a segment's head.");
        }
        SegmentHead head;
        try {
            RecoveredBatch batch = cursor.batch(header);
            head = SegmentHead.readFrom(batch.bytes(), batch.offset(), batch.length());
        } catch (WireFormatException malformed) {
            throw damaged(cursor.position(), "the segment's head is malformed: " + malformed.getMessage());
        }
        if (head.segment() != source.number()) {
            throw damaged(
                    cursor.position(),
                    "the file holds segment " + head.segment() + " but is named as segment " + source.number() + ".");
        }
        if (header.sequence() != head.cutSequence() + 1
                || header.ownerEpoch() != head.ownerEpoch()
                || head.tailSequence() < head.cutSequence()
                || header.watermark() > head.cutSequence()) {
            throw damaged(cursor.position(), "the segment's head contradicts itself: " + head + " in " + header + ".");
        }
        return head;
    }

    private void requireNext(long position, BatchHeader last, BatchHeader next) {
        if (next.sequence() != last.sequence() + 1) {
            throw damaged(
                    position,
                    "batch " + (last.sequence() + 1) + " was expected but the intact batch " + next.sequence()
                            + " follows.");
        }
        if (next.ownerEpoch() != last.ownerEpoch()
                || next.shard() != last.shard()
                || next.flags() == BatchHeader.SEGMENT_HEAD
                || !BatchFormat.plausible(next.flags())
                || next.watermark() < last.watermark()
                || next.watermark() >= next.sequence()) {
            throw damaged(position, "batch " + next + " cannot follow " + last + ".");
        }
    }

    private CorruptJournalException damaged(long offset, String reason) {
        return CorruptJournalException.damaged(source, offset, reason);
    }
}
