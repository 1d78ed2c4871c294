package io.chasqui.broker.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * Every call that the store makes to the file system, so that tests can let any of them fail. Only Chronicle Queue's
 * appends go past it, into a memory mapping; they announce themselves with {@link #beforeAppend}.
 *
 * <p>All methods may be called from any thread. A call that throws may have done its work in part, but for those that
 * say otherwise. A force that has failed must never be called again for the same bytes: the system may have dropped
 * them and would answer that all is well.
 */
public interface Disk {
    /** Suffix of a file that {@link #publish} has not finished. It holds nothing; whoever opens a directory deletes it. */
    String UNFINISHED = ".unfinished";

    /**
     * Opens a file.
     *
     * @param options how, see {@link java.nio.channels.FileChannel#open}
     * @throws IOException when it cannot be opened
     */
    DiskFile open(Path file, OpenOption... options) throws IOException;

    /**
     * Makes a directory and those above it; nothing happens if it is there.
     *
     * @throws IOException when it cannot be made
     */
    void createDirectories(Path directory) throws IOException;

    /**
     * The entries of a directory in no order.
     *
     * @param pattern a glob for their names
     * @throws IOException when it cannot be read
     */
    List<Path> list(Path directory, String pattern) throws IOException;

    /**
     * A whole file as read-only memory, outside of the heap; it stays readable when the file is deleted.
     *
     * @throws IOException when that is not possible
     */
    ByteBuffer map(Path file) throws IOException;

    /** Whether a file is there. */
    boolean exists(Path file);

    /**
     * Length of a file in bytes.
     *
     * @throws IOException when it is not there
     */
    long size(Path file) throws IOException;

    /**
     * Bytes that may still be written to the disk that a directory is on.
     *
     * @throws IOException when the system does not say
     */
    long usableBytes(Path directory) throws IOException;

    /**
     * Creates a file with its room taken; nothing is left of it when that fails.
     *
     * @param allocatedBytes how much of it gets its room
     * @param lengthBytes its length, at least {@code allocatedBytes}; the rest is a hole
     * @throws IOException when the room is not there
     */
    void allocate(Path file, long allocatedBytes, long lengthBytes) throws IOException;

    /**
     * Cuts a file.
     *
     * @param lengthBytes its new length
     * @throws IOException when that is not possible
     */
    void truncate(Path file, long lengthBytes) throws IOException;

    /**
     * Gives a file another name on the same disk, in one step; a file of that name is replaced.
     *
     * @throws IOException when that is not possible
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Deletes a file; nothing happens if it is not there.
     *
     * @throws IOException when it cannot be deleted
     */
    void delete(Path file) throws IOException;

    /**
     * Makes the entries of a directory durable: files created, renamed and deleted in it.
     *
     * @throws IOException when that fails; it must not be tried again
     */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Keeps every other broker out of a data directory until the answer is closed.
     *
     * @throws IOException when it is in use, naming the holder, or when the lock file cannot be written
     */
    Closeable lock(Path directory) throws IOException;

    /**
     * A document is about to be appended to a segment.
     *
     * @throws IOException when the append is to fail, which is final for the journal
     */
    void beforeAppend(Path segment, int length) throws IOException;

    /** What {@link #publish} writes. */
    @FunctionalInterface
    interface Content {
        /** Writes all of it. */
        void writeTo(DiskFile file) throws IOException;
    }

    /**
     * Makes a whole file durable under its name, or leaves what was there before: it is written beside its place, forced,
     * renamed, and the directory is forced.
     *
     * @param file its name; a file of that name is replaced
     * @param content writes it
     * @throws IOException when any of this fails; what has the name then is the old or the new file, whole in both cases
     */
    default void publish(Path file, Content content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (DiskFile target = open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            content.writeTo(target);
            target.force();
        }
        rename(unfinished, file);
        forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "directory"));
    }
}
