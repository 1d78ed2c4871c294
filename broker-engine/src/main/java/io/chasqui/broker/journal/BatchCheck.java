package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells an intact batch from anything else. */
final class BatchCheck {
    private BatchCheck() {}

    /**
     * Length of the batch at a position, or what is wrong with it.
     *
     * @param length length of the whole batch, 0 if there is no intact one
     * @param fault what is wrong, null if it is intact
     */
    record Finding(int length, @Nullable String fault) {
        static Finding bad(String fault) {
            return new Finding(0, fault);
        }
    }

    /**
     * Checks magic, length, checksum and version.
     *
     * @param window the segment
     * @param position where the batch should start
     * @param limit where it must have ended
     * @throws CorruptJournalException when it is intact but of a newer format version
     */
    static Finding check(SegmentWindow window, long position, long limit) throws IOException {
        if (limit - position < BatchFormat.HEADER_BYTES) {
            return Finding.bad((limit - position) + " bytes are left, too few for a batch.");
        }
        int at = window.load(position, BatchFormat.HEADER_BYTES);
        WireReader in = new WireReader(window.bytes(), at, BatchFormat.HEADER_BYTES);
        int magic = in.readInt();
        int length = in.readInt();
        int checksum = in.readInt();
        int version = in.readUnsignedByte();
        if (magic != BatchFormat.MAGIC) {
            return Finding.bad("no batch begins here (first word 0x" + Integer.toHexString(magic) + ").");
        }
        if (length < BatchFormat.HEADER_BYTES || length > BatchFormat.MAX_BATCH_BYTES || length > limit - position) {
            return Finding.bad("the batch's length " + length + " is impossible.");
        }
        at = window.load(position, length);
        if (BatchFormat.checksum(window.bytes(), at, length) != checksum) {
            return Finding.bad("the batch's checksum does not match.");
        }
        if (version > BatchFormat.VERSION) {
            throw new NewerVersionException(window.source().name(), position, "batch", version, BatchFormat.VERSION);
        }
        return new Finding(length, null);
    }
}
