package io.chasqui.broker.journal;

import java.io.IOException;

/**
 * Shows whatever is intact in a segment, and where something is not: what lies behind a bad place is looked for and shown
 * as well. It judges bytes only; batches that do not count any more, because the next segment has cut this one, are shown
 * too.
 */
public final class SegmentWalk {
    /** Words and padding between documents, and the mark of the end. */
    private static final int BETWEEN_DOCUMENTS = 16;

    private final SegmentWindow window;
    private final Visitor visitor;

    /** Sees what is in a segment. */
    public interface Visitor {
        /**
         * An intact batch.
         *
         * @param batch only valid during the visit
         * @param offset where it begins in the file
         */
        void batch(RecoveredBatch batch, long offset);

        /**
         * Bytes that are no intact batch.
         *
         * @param offset where they begin
         * @param bytes how many
         * @param reason what is wrong
         */
        void gap(long offset, long bytes, String reason);
    }

    private SegmentWalk(SegmentSource source, Visitor visitor) {
        this.window = new SegmentWindow(source);
        this.visitor = visitor;
    }

    /**
     * Shows a segment, front to back.
     *
     * @param source the segment
     * @param visitor sees what is in it
     * @throws NewerVersionException when a newer version has written a batch
     * @throws IOException when it cannot be read
     */
    public static void through(SegmentSource source, Visitor visitor) throws IOException {
        new SegmentWalk(source, visitor).walk();
    }

    private void walk() throws IOException {
        BatchCursor cursor = new BatchCursor(window);
        while (cursor.next()) {
            visitor.batch(cursor.batch(cursor.header()), cursor.position());
        }
        String fault = cursor.fault();
        long position = cursor.position();
        LaterBatchSearch search = new LaterBatchSearch(window);
        while (search.search(position, batch -> true)) {
            long found = search.foundAt();
            if (found - position > BETWEEN_DOCUMENTS || fault != null) {
                visitor.gap(position, found - position, fault == null ? "no batch is here." : fault);
            }
            position = found + show(found);
            fault = null;
            search = new LaterBatchSearch(window);
        }
        long rest = search.dataBytes(position);
        if (fault != null || rest > BETWEEN_DOCUMENTS) {
            visitor.gap(position, rest, fault == null ? "no batch is here." : fault);
        }
    }

    private int show(long position) throws IOException {
        int length =
                BatchCheck.check(window, position, window.source().sizeBytes()).length();
        int at = window.load(position, length);
        BatchHeader header = BatchFormat.header(window.bytes(), at);
        RecoveredBatch batch = new RecoveredBatch(
                header,
                window.bytes(),
                at + BatchFormat.HEADER_BYTES,
                length - BatchFormat.HEADER_BYTES,
                window.source().number(),
                (int) position + BatchFormat.HEADER_BYTES);
        visitor.batch(batch, position);
        return length;
    }
}
