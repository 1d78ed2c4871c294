package io.chasqui.broker.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second broker out of a data directory. The lock is the operating system's, so it ends with the process however
 * that ends; the text in {@code chasqui.lock} only names the holder.
 *
 * <p>Against a second broker in the same process a claim file stands beside it, named after this very process. It is
 * looked at before the lock file is touched, because closing any handle of a file gives up all locks a process has on
 * it. Claims of processes that are gone are removed by the next holder.
 */
final class DirectoryLock implements Closeable {
    private static final String LOCK = "chasqui.lock";
    private static final String CLAIM = "chasqui.claim-";

    /** Far behind the text, which must stay readable where locks keep readers out. */
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path claim;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Path claim, FileChannel channel, FileLock lock) {
        this.claim = claim;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the directory.
     *
     * @throws IOException when it is in use; names the holder
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path claim = claim(directory);
        try {
            return lock(directory, claim);
        } catch (IOException | RuntimeException refused) {
            Files.deleteIfExists(claim);
            throw refused;
        }
    }

    private static Path claim(Path directory) throws IOException {
        Path claim = directory.resolve(
                CLAIM + ProcessHandle.current().pid() + "-" + started().toEpochMilli());
        try {
            return Files.createFile(claim);
        } catch (FileAlreadyExistsException taken) {
            throw new DirectoryInUseException(
                    "The directory " + directory + " is in use by another broker in this process (" + holder()
                            + "). Close that one first, or give this one a directory of its own.",
                    taken);
        }
    }

    private static DirectoryLock lock(Path directory, Path claim) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new DirectoryInUseException(
                        "The directory " + directory + " is in use by another broker (" + text(channel)
                                + "). Stop that one first, or give this one a directory of its own.",
                        null);
            }
            byte[] text = (holder() + "\n").getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
            for (Path other : new LocalDisk().list(directory, CLAIM + "*")) {
                if (!other.equals(claim)) {
                    Files.delete(other);
                }
            }
            return new DirectoryLock(claim, channel, lock);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static String holder() {
        return "process " + ProcessHandle.current().pid() + ", started " + started();
    }

    private static Instant started() {
        return ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            Files.deleteIfExists(claim);
        }
    }
}
