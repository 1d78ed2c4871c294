package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.SegmentSource;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An existing segment file as recovery reads it. Opened for each read, which is large, so that none stays open. */
final class FileSegmentSource implements SegmentSource {
    private final Disk disk;
    private final Path path;
    private final int number;
    private final long sizeBytes;

    FileSegmentSource(Disk disk, Path path) throws IOException {
        this.disk = disk;
        this.path = path;
        this.number = SegmentFiles.number(path);
        this.sizeBytes = disk.size(path);
        if (sizeBytes > Integer.MAX_VALUE) {
            throw new CorruptJournalException(
                    path.toString(),
                    sizeBytes,
                    "no segment is that long.",
                    "The file does not belong to this journal: move it away.");
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        try (DiskFile file = disk.open(path, StandardOpenOption.READ)) {
            return file.read(position, target, offset, (int) Math.min(length, Math.max(0, sizeBytes - position)));
        }
    }
}
