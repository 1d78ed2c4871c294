package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.SideFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Side files in a directory of their own; see {@link Disk#publish} for how they come into being. */
final class FileSideFiles implements SideFiles {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Disk disk;
    private final Path directory;

    /** Looks at a directory without changing it. */
    FileSideFiles(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Creates the directory if necessary and deletes what is unfinished. */
    static FileSideFiles open(Disk disk, Path directory) throws IOException {
        disk.createDirectories(directory);
        for (Path unfinished : disk.list(directory, "*" + Disk.UNFINISHED)) {
            disk.delete(unfinished);
        }
        return new FileSideFiles(disk, directory);
    }

    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (disk.exists(directory)) {
            for (Path file : disk.list(directory, "*")) {
                String name = file.getFileName().toString();
                if (!name.endsWith(Disk.UNFINISHED)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    @Override
    public String pathOf(String name) {
        return directory.resolve(name).toString();
    }

    @Override
    public void publish(String name, Content content) throws IOException {
        Path file = directory.resolve(name);
        try {
            disk.publish(file, target -> {
                Buffered out = new Buffered(target);
                content.writeTo(out);
                out.flush();
            });
        } catch (IOException failed) {
            dropUnfinished(name, failed);
            throw failed;
        }
    }

    private void dropUnfinished(String name, IOException reason) {
        try {
            disk.delete(directory.resolve(name + Disk.UNFINISHED));
        } catch (IOException further) {
            reason.addSuppressed(further);
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path path = directory.resolve(name);
        byte[] bytes = new byte[Math.toIntExact(disk.size(path))];
        int count;
        try (DiskFile file = disk.open(path, StandardOpenOption.READ)) {
            count = file.read(0, bytes, 0, bytes.length);
        } catch (IOException failed) {
            throw named(path, failed);
        }
        if (count < bytes.length) {
            throw new IOException(path + " ends at " + count + " while it is read.");
        }
        return bytes;
    }

    @Override
    public ByteBuffer map(String name) throws IOException {
        Path path = directory.resolve(name);
        try {
            return disk.map(path);
        } catch (IOException failed) {
            throw named(path, failed);
        }
    }

    private static IOException named(Path path, IOException failed) {
        return failed instanceof FileSystemException
                ? failed
                : new IOException(path + ": " + FailureReason.of(failed), failed);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(directory.resolve(name));
    }

    /** Gathers small writes. */
    private static final class Buffered implements Output {
        private final DiskFile file;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private long position;
        private int filled;

        Buffered(DiskFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, buffer.length - filled);
                System.arraycopy(bytes, offset + done, buffer, filled, count);
                done += count;
                filled += count;
                if (filled == buffer.length) {
                    flush();
                }
            }
        }

        void flush() throws IOException {
            file.write(position, buffer, 0, filled);
            position += filled;
            filled = 0;
        }
    }
}
