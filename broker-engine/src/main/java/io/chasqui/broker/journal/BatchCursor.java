package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the batches of a segment as long as they are intact, document after document. It judges bytes, not their
 * meaning: sequences and epochs are compared by {@link SegmentScanner}.
 */
final class BatchCursor {
    private static final int INCOMPLETE = 0x8000_0000;
    private static final int METADATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int END_OF_DATA = INCOMPLETE | METADATA;

    private final SegmentWindow window;
    private final long size;
    private long nextDocument;
    private long documentEnd;
    private boolean documentCut;
    private long position;
    private long goodEnd;
    private int batchLength;
    private boolean stopped;
    private @Nullable String fault;

    BatchCursor(SegmentWindow window) {
        this.window = window;
        this.size = window.source().sizeBytes();
    }

    /** Goes to the next batch; false at the clean end or at the first bad place. */
    boolean next() throws IOException {
        if (stopped) {
            return false;
        }
        position += batchLength;
        batchLength = 0;
        while (documentDone()) {
            if (!openDocument()) {
                stopped = true;
                return false;
            }
        }
        BatchCheck.Finding finding = BatchCheck.check(window, position, documentEnd);
        fault = finding.fault();
        batchLength = finding.length();
        stopped = fault != null;
        if (!stopped) {
            goodEnd = position + batchLength;
        }
        return !stopped;
    }

    /** Head of the current batch. */
    BatchHeader header() throws IOException {
        int at = window.load(position, batchLength);
        return BatchFormat.header(window.bytes(), at);
    }

    /** The current batch as recovery shows it; valid until the next move. */
    RecoveredBatch batch(BatchHeader header) throws IOException {
        int at = window.load(position, batchLength);
        return new RecoveredBatch(
                header,
                window.bytes(),
                at + BatchFormat.HEADER_BYTES,
                batchLength - BatchFormat.HEADER_BYTES,
                window.source().number(),
                (int) position + BatchFormat.HEADER_BYTES);
    }

    /** Offset of the current batch, or of the place where the cursor stopped. */
    long position() {
        return position;
    }

    /** Offset behind the last intact batch. */
    long goodEnd() {
        return goodEnd;
    }

    /** What is wrong at {@link #position()}; null at a clean end. */
    @Nullable
    String fault() {
        return fault;
    }

    private boolean documentDone() throws IOException {
        long left = documentEnd - position;
        return left == 0 || (left < 4 && !documentCut && zero((int) left));
    }

    private boolean zero(int count) throws IOException {
        int at = window.load(position, count);
        for (int i = 0; i < count; i++) {
            if (window.bytes()[at + i] != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean openDocument() throws IOException {
        if (documentCut) {
            fault = "the document's length leads beyond the end of the file.";
            return false;
        }
        position = nextDocument;
        if (position + 4 > size) {
            return false;
        }
        int at = window.load(position, 4);
        int word = new WireReader(window.bytes(), at, 4).readInt();
        if (word == END_OF_DATA) {
            position += 4;
            return false;
        }
        if ((word & INCOMPLETE) != 0) {
            fault = "the document was not finished.";
            return false;
        }
        return word != 0 && enterDocument(word);
    }

    private boolean enterDocument(int word) {
        long end = position + 4 + (word & LENGTH_MASK);
        documentCut = end > size;
        documentEnd = Math.min(end, size);
        nextDocument = (end + 3) & ~3L;
        position = (word & METADATA) == 0 ? position + 4 : documentEnd;
        return true;
    }
}
