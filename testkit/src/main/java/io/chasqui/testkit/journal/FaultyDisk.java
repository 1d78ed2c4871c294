package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.broker.journal.chronicle.DiskFile;
import io.chasqui.broker.journal.chronicle.LocalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The real disk, until a chosen call fails. Calls are counted from the start; one of them fails, or all from one of them
 * on. What was called stays readable, so that a test can see that a failed force was not tried again. May be used by any
 * thread. Files are allocated without taking their room, and a force that does not fail does nothing:
 * for a test in one process that makes no difference but time.
 */
public final class FaultyDisk implements Disk {
    private static final EnumSet<DiskCall> NEED_ROOM =
            EnumSet.of(DiskCall.WRITE, DiskCall.ALLOCATE, DiskCall.CREATE_DIRECTORY, DiskCall.LOCK);

    private final Disk disk = new LocalDisk();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable Plan plan;

    /**
     * A call that was made.
     *
     * @param kind what it was to do
     * @param file to what
     * @param failed whether it was made to fail
     */
    public record Call(DiskCall kind, Path file, boolean failed) {}

    private record Plan(Set<DiskCall> kinds, long from, long to, DiskFault fault) {}

    /** A call's work on the real disk. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Lets one call fail.
     *
     * @param kinds which calls are counted
     * @param number which of them, from 1, counted from now on
     * @param fault how
     */
    public void failOnce(Collection<DiskCall> kinds, int number, DiskFault fault) {
        long first = count(EnumSet.copyOf(kinds)) + number;
        plan = new Plan(EnumSet.copyOf(kinds), first, first, fault);
    }

    /** Lets all calls of these kinds fail from now on. */
    public void failAll(Collection<DiskCall> kinds, DiskFault fault) {
        plan = new Plan(EnumSet.copyOf(kinds), 0, Long.MAX_VALUE, fault);
    }

    /** From now on the disk is full: what needs room fails. */
    public void fill() {
        failAll(NEED_ROOM, DiskFault.FULL);
    }

    /** From now on nothing fails. */
    public void heal() {
        plan = null;
    }

    /** All calls so far, in order. */
    public List<Call> calls() {
        return new ArrayList<>(calls);
    }

    /** The calls that failed. */
    public List<Call> failures() {
        return calls.stream().filter(Call::failed).toList();
    }

    /** How many calls of these kinds there were. */
    public long count(Set<DiskCall> kinds) {
        return calls.stream().filter(call -> kinds.contains(call.kind)).count();
    }

    @Override
    public DiskFile open(Path file, OpenOption... options) throws IOException {
        return new FaultyFile(run(DiskCall.OPEN, file, () -> disk.open(file, options)));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        check(DiskCall.CREATE_DIRECTORY, directory);
        disk.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory, String pattern) throws IOException {
        return run(DiskCall.LIST, directory, () -> disk.list(directory, pattern));
    }

    @Override
    public ByteBuffer map(Path file) throws IOException {
        return run(DiskCall.OPEN, file, () -> disk.map(file));
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public long size(Path file) throws IOException {
        return run(DiskCall.OPEN, file, () -> disk.size(file));
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        Plan now = plan;
        boolean full = now != null && now.fault == DiskFault.FULL;
        return run(DiskCall.USABLE, directory, () -> full ? 0 : disk.usableBytes(directory));
    }

    @Override
    public void allocate(Path file, long allocatedBytes, long lengthBytes) throws IOException {
        check(DiskCall.ALLOCATE, file);
        try (RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw")) {
            created.setLength(lengthBytes);
        }
    }

    @Override
    public void truncate(Path file, long lengthBytes) throws IOException {
        check(DiskCall.TRUNCATE, file);
        disk.truncate(file, lengthBytes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        check(DiskCall.RENAME, from);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        check(DiskCall.DELETE, file);
        disk.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        check(DiskCall.FORCE_DIRECTORY, directory);
    }

    @Override
    public Closeable lock(Path directory) throws IOException {
        return run(DiskCall.LOCK, directory, () -> disk.lock(directory));
    }

    @Override
    public void beforeAppend(Path segment, int length) throws IOException {
        check(DiskCall.APPEND, segment);
    }

    private <T> T run(DiskCall kind, Path file, Work<T> work) throws IOException {
        check(kind, file);
        return work.run();
    }

    private void check(DiskCall kind, Path file) throws IOException {
        DiskFault fault = faultOf(kind);
        calls.add(new Call(kind, file, fault != null));
        if (fault != null) {
            throw new IOException(file + ": " + fault.reason());
        }
    }

    private @Nullable DiskFault faultOf(DiskCall kind) {
        Plan now = plan;
        if (now == null || !now.kinds.contains(kind)) {
            return null;
        }
        long number = count(now.kinds) + 1;
        return number >= now.from && number <= now.to ? now.fault : null;
    }

    /** A file whose calls may fail too. */
    private final class FaultyFile implements DiskFile {
        private final DiskFile file;

        FaultyFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            check(DiskCall.READ, path());
            return file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            Plan now = plan;
            try {
                check(DiskCall.WRITE, path());
            } catch (IOException failed) {
                if (now != null && now.fault == DiskFault.SHORT) {
                    file.write(position, source, offset, length / 2);
                }
                throw failed;
            }
            file.write(position, source, offset, length);
        }

        @Override
        public void force() throws IOException {
            check(DiskCall.FORCE, path());
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
