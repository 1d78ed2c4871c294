package io.chasqui.benchmarks.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A way for messages of 1 KiB to the disk; one thread appends, another one forces at the same time. */
public interface JournalPath extends AutoCloseable {

    /** Length of a message. */
    int MESSAGE_BYTES = 1024;

    /** Size of a segment. */
    int SEGMENT_BYTES = 64 << 20;

    /** How many segments are kept. */
    int KEPT_SEGMENTS = 4;

    /**
     * Chronicle Queue appends, one document for each message, and {@code FileChannel.force}, nothing else.
     *
     * @param directory where the files go
     */
    static JournalPath bareChronicle(Path directory) throws IOException {
        return BareChroniclePath.open(directory);
    }

    /**
     * The engine's journal writer: batches with sequence and checksum, those that are there together in one document.
     *
     * @param directory where the files go
     */
    static JournalPath engine(Path directory) throws IOException {
        return EnginePath.open(directory);
    }

    /**
     * Appends messages.
     *
     * @param messages how many there are to append now, at least 1
     */
    void append(int messages) throws IOException;

    /** When this returns, everything appended before the call is on the disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
