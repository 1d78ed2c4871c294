package io.chasqui.broker.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** An open file of a {@link Disk}. All methods may be called from any thread, interrupted ones too. */
public interface DiskFile extends Closeable {
    /** Its name. */
    Path path();

    /**
     * Reads at a position, as many bytes as there are up to {@code length}.
     *
     * @param position offset in the file
     * @param target where to put them
     * @param offset index of the first byte in {@code target}
     * @param length number of bytes wanted
     * @return bytes read, less than {@code length} only at the end of the file
     * @throws IOException when the file cannot be read
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Writes all bytes at a position.
     *
     * @param position offset in the file
     * @param source what to write
     * @param offset index of the first byte in {@code source}
     * @param length number of bytes
     * @throws IOException when not all of them could be written
     */
    void write(long position, byte[] source, int offset, int length) throws IOException;

    /**
     * Forces the file's content to the disk, without its times.
     *
     * @throws IOException when that fails; what was written since the last force may be lost, and forcing again would not
     *     tell
     */
    void force() throws IOException;
}
