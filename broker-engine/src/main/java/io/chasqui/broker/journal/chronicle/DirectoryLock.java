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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern CLAIMANT = Pattern.compile("chasqui\\.claim-([0-9]{1,18})-([0-9]{1,18})");

    /** The system tells when a process began by its clock, which may have been set since. */
    private static final long CLOCK_STEP_MILLIS = 5_000;

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
            Files.createFile(claim);
            return Files.writeString(claim, identity(directory));
        } catch (FileAlreadyExistsException taken) {
            throw new DirectoryInUseException(
                    "The directory " + directory + " is in use by another broker in this process (" + holder()
                            + "). Close that one first, or give this one a directory of its own.",
                    taken);
        }
    }

    /**
     * Who uses a directory now. Nothing is touched, least of all the lock: it is told by the claims of processes that are
     * running, if this very directory is what they claimed, not one that it was copied from.
     */
    static Optional<String> user(Path directory) throws IOException {
        for (Path claim : new LocalDisk().list(directory, CLAIM + "*")) {
            Matcher name = CLAIMANT.matcher(claim.getFileName().toString());
            if (name.matches() && isClaimed(directory, claim)) {
                long pid = Long.parseLong(name.group(1));
                long started = Long.parseLong(name.group(2));
                Optional<Instant> running =
                        ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
                if (running.isPresent() && Math.abs(running.get().toEpochMilli() - started) < CLOCK_STEP_MILLIS) {
                    return Optional.of("process " + pid + ", started " + running.get());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isClaimed(Path directory, Path claim) throws IOException {
        try {
            String text = Files.readString(claim);
            return text.isEmpty() || text.equals(identity(directory));
        } catch (NoSuchFileException released) {
            return false;
        }
    }

    /** What a directory has in common with itself only: not with a copy. */
    private static String identity(Path directory) throws IOException {
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return key == null ? directory.toRealPath().toString() : key.toString();
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
                    Files.deleteIfExists(other); // its owner may be taking it back just now
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
