package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Volatile payloads in files of a directory of its own. Files are filled one after the other and deleted as soon as
 * nothing in them is needed any more; what an earlier process left is deleted when the store is opened. Nothing is ever
 * forced.
 */
final class FileSpillStore implements SpillStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSpillStore.class);

    /** Size at which the next file is begun, in bytes. */
    static final int DEFAULT_FILE_BYTES = 64 << 20;

    private static final String SUFFIX = ".spill";

    private final Disk disk;
    private final Path directory;
    private final int fileBytes;
    private final ConcurrentMap<Integer, SpillFile> files = new ConcurrentHashMap<>();
    private @Nullable SpillFile current;
    private int lastNumber;

    private FileSpillStore(Disk disk, Path directory, int fileBytes) {
        this.disk = disk;
        this.directory = directory;
        this.fileBytes = fileBytes;
    }

    /** One file: how far it is written and how much of that is still needed. Owned by the baton's holder. */
    private static final class SpillFile {
        private final int number;
        private final DiskFile file;
        private int written;
        private int livePlaces;

        SpillFile(int number, DiskFile file) {
            this.number = number;
            this.file = file;
        }
    }

    /**
     * Creates the directory if necessary and deletes what is in it.
     *
     * @param disk where it lies
     * @param directory a directory that is used for nothing else
     * @param fileBytes size at which the next file is begun, see {@link #DEFAULT_FILE_BYTES}
     * @throws IOException when the directory cannot be used
     */
    static FileSpillStore open(Disk disk, Path directory, int fileBytes) throws IOException {
        disk.createDirectories(directory);
        for (Path leftOver : disk.list(directory, "*" + SUFFIX)) {
            disk.delete(leftOver);
        }
        return new FileSpillStore(disk, directory, fileBytes);
    }

    @Override
    public Place write(byte[] bytes) {
        try {
            SpillFile target = current;
            if (target == null || target.written > fileBytes - bytes.length) {
                target = next();
            }
            target.file.write(target.written, bytes, 0, bytes.length);
            Place place = new Place(-target.number, target.written, bytes.length);
            target.written += bytes.length;
            target.livePlaces++;
            return place;
        } catch (IOException failed) {
            throw failure("cannot be written", failed);
        }
    }

    @Override
    public byte[] read(Place place) {
        SpillFile source = file(place);
        try {
            byte[] bytes = new byte[place.length()];
            int count = source.file.read(place.offset(), bytes, 0, bytes.length);
            if (count < bytes.length) {
                throw new IOException(
                        source.file.path() + " ends at " + (place.offset() + count) + " but holds " + place + ".");
            }
            return bytes;
        } catch (IOException failed) {
            throw failure("cannot be read", failed);
        }
    }

    @Override
    public void free(Place place) {
        SpillFile source = file(place);
        source.livePlaces--;
        if (source.livePlaces == 0) {
            if (source == current) {
                current = null;
            }
            try {
                delete(source);
            } catch (IOException failed) { // the next start deletes it
                LOG.warn("{} cannot be deleted now. Reason: {}.", source.file.path(), FailureReason.of(failed));
            }
        }
    }

    @Override
    public void close() {
        try {
            current = null;
            for (SpillFile file : List.copyOf(files.values())) {
                delete(file);
            }
        } catch (IOException failed) {
            throw failure("cannot be emptied", failed);
        }
    }

    private SpillFile file(Place place) {
        SpillFile file = files.get(-place.segment());
        if (file == null) {
            throw new IllegalArgumentException("Nothing is spilled at " + place + ": it was freed already.");
        }
        return file;
    }

    private SpillFile next() throws IOException {
        int number = lastNumber + 1;
        DiskFile file = disk.open(
                directory.resolve(number + SUFFIX),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        SpillFile created = new SpillFile(number, file);
        lastNumber = number;
        files.put(number, created);
        current = created;
        return created;
    }

    private void delete(SpillFile file) throws IOException {
        files.remove(file.number);
        file.file.close();
        disk.delete(file.file.path());
    }

    private JournalFailedException failure(String what, IOException cause) {
        return JournalFailedException.of(
                "The spill directory " + directory + " " + what + ".", "Check the disk and its free space.", cause);
    }
}
