package io.chasqui.broker.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Shows whatever is intact in a segment, and where something is not: what lies behind a bad place is looked for and shown
 * as well. It judges bytes only; batches that do not count any more, because the next segment has cut this one, are shown
 * too. What a broker appends meanwhile is shown up to some batch.
 */
public final class SegmentWalk {
    /** Words and padding between documents, and the mark of the end. */
    private static final int BETWEEN_DOCUMENTS = 16;

    private final SegmentSource source;
    private final Visitor visitor;
    private SegmentWindow window;

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
        this.source = source;
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
        visitAll(cursor);
        while (gap(look(cursor.position()), cursor.position()) > 0) {
            BatchCursor again = reread(cursor.goodEnd());
            if (again.goodEnd() <= cursor.goodEnd()) {
                break;
            }
            visitor.batch(again.batch(again.header()), again.position());
            visitAll(again);
            cursor = again;
        }
        showBehind(cursor.position(), cursor.fault());
    }

    private void visitAll(BatchCursor cursor) throws IOException {
        while (cursor.next()) {
            visitor.batch(cursor.batch(cursor.header()), cursor.position());
        }
    }

    /** What comes next may have been written since it was read, by a broker that is at work: reads up to there once more. */
    private BatchCursor reread(long goodEnd) throws IOException {
        window = new SegmentWindow(source);
        BatchCursor cursor = new BatchCursor(window);
        boolean more = true;
        while (more && cursor.goodEnd() <= goodEnd) {
            more = cursor.next();
        }
        return cursor;
    }

    private void showBehind(long from, @Nullable String reason) throws IOException {
        long position = from;
        String fault = reason;
        LaterBatchSearch search = steadyLook(position);
        while (search.foundAt() >= 0) {
            showGap(search, position, fault);
            position = search.foundAt() + show(search.foundAt());
            fault = null;
            search = steadyLook(position);
        }
        showGap(search, position, fault);
    }

    private void showGap(LaterBatchSearch search, long position, @Nullable String fault) {
        long bytes = gap(search, position);
        if (fault != null || bytes > BETWEEN_DOCUMENTS) {
            visitor.gap(position, bytes, fault == null ? "no batch is here." : fault);
        }
    }

    /** Looks for the next intact batch, and once more where something seems to be missing before it. */
    private LaterBatchSearch steadyLook(long position) throws IOException {
        LaterBatchSearch search = look(position);
        if (gap(search, position) > BETWEEN_DOCUMENTS) {
            window = new SegmentWindow(source);
            search = look(position);
        }
        return search;
    }

    private LaterBatchSearch look(long position) throws IOException {
        LaterBatchSearch search = new LaterBatchSearch(window);
        search.search(position, batch -> true);
        return search;
    }

    /** Bytes up to the next intact batch, or to the end of what is not zero. */
    private static long gap(LaterBatchSearch search, long position) {
        return search.foundAt() < 0 ? search.dataBytes(position) : search.foundAt() - position;
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
