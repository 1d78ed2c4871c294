package io.chasqui.broker.journal.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The file system of this machine. It keeps no state. */
public final class LocalDisk implements Disk {
    @Override
    public DiskFile open(Path file, OpenOption... options) throws IOException {
        return SteadyFile.open(file, options);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            entries.forEach(found::add);
        }
        return found;
    }

    @Override
    public ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        long bytes =
                directory.toFile().getUsableSpace(); // one system call, where a file store reads the table of mounts
        return bytes > 0 ? bytes : Files.getFileStore(directory).getUsableSpace(); // which says why it is not known
    }

    @Override
    public void allocate(Path file, long allocatedBytes, long lengthBytes) throws IOException {
        new FileAllocator(allocatedBytes, lengthBytes).allocate(file);
    }

    @Override
    public void truncate(Path file, long lengthBytes) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.setLength(lengthBytes);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (SteadyFile entries = SteadyFile.open(directory, StandardOpenOption.READ)) {
            entries.force();
        }
    }

    @Override
    public Closeable lock(Path directory) throws IOException {
        return DirectoryLock.acquire(directory);
    }

    @Override
    public void beforeAppend(Path segment, int length) {
        // the mapping does the rest
    }
}
