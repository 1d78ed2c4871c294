package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything we ask of Chronicle Queue: append raw bytes as one document to the current segment. It never sees an older
 * owner's segment, never syncs and never reads.
 *
 * <p>Chronicle Queue finds the place of a document, marks it as begun, and as complete when it is there. The bytes of one
 * that takes a page or more are written between the two with the file's own write: each page that is changed through a
 * mapping costs a page fault, and after each force all processors have to be told that it is write-protected again.
 */
final class ChronicleAppender implements AutoCloseable {
    private static final long LOCK_TIMEOUT_MILLIS = 500;

    /** A page: smaller documents share pages with their neighbours and with Chronicle Queue's own words anyway. */
    private static final int PAST_MAPPING_BYTES = 4 << 10;

    private final SegmentFiles files;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private int segment;
    private Path file;
    private @Nullable DiskFile open;

    /**
     * Opens an empty directory.
     *
     * @param files the directory and its disk, which is told of each append
     * @param blockBytes size of a memory mapping; all of a segment lies inside one
     * @param segment number of the first segment
     */
    ChronicleAppender(SegmentFiles files, long blockBytes, int segment) {
        this.files = files;
        this.segment = segment;
        this.file = files.live(segment);
        this.queue = SingleChronicleQueueBuilder.binary(files.live())
                .rollCycle(new SegmentCycle())
                .timeProvider(() -> SegmentCycle.timeMillis(this.segment))
                .blockSize(blockBytes)
                .syncMode(SyncMode.NONE)
                .timeoutMS(LOCK_TIMEOUT_MILLIS)
                .checkInterrupts(false)
                .build();
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /** The segment that the next document goes to. */
    int segment() {
        return segment;
    }

    /** The next document goes to the next segment. */
    void roll() {
        segment++;
        file = files.live(segment);
        open = null;
    }

    /** Lets the bytes of larger documents go past the mapping into the current segment's file. */
    void writePastMapping(DiskFile segmentFile) {
        open = segmentFile;
    }

    /**
     * Appends a document.
     *
     * @return offset of its first byte in the file
     * @throws IOException when it was not appended; the appender cannot be used any more
     */
    long append(byte[] bytes, int offset, int length) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            files.disk().beforeAppend(file, length);
            return write(bytes, offset, length);
        } catch (RuntimeException | InternalError failed) {
            throw new IOException("Chronicle Queue could not append " + length + " bytes.", failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long write(byte[] bytes, int offset, int length) throws IOException {
        try (DocumentContext document = appender.writingDocument()) {
            boolean written = false;
            try {
                Bytes<?> target = document.wire().bytes();
                long position = target.writePosition();
                DiskFile past = length < PAST_MAPPING_BYTES ? null : open;
                if (past == null) {
                    target.write(bytes, offset, length);
                } else {
                    past.write(position, bytes, offset, length);
                    target.writePosition(position + length);
                }
                written = true;
                return position;
            } finally {
                if (!written) {
                    document.rollbackOnClose();
                }
            }
        }
    }

    /** Notices that segments were deleted. */
    void segmentsDeleted() {
        queue.refreshDirectoryListing();
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
