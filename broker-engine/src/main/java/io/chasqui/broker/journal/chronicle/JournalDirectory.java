package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SideFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A data directory as tools look at it: it takes no lock and changes nothing, whoever else uses the directory. What a
 * running broker changes meanwhile may look like damage.
 */
public final class JournalDirectory implements AutoCloseable {
    private final Path path;
    private final SegmentFiles files;
    private final SegmentReader reader;
    private @Nullable Path scratch;

    private JournalDirectory(Path path) {
        this.path = path;
        this.files = new SegmentFiles(new LocalDisk(), path);
        this.reader = new SegmentReader(files.disk(), this::segmentFile, segment -> true);
    }

    /**
     * Looks at a directory.
     *
     * @param directory the data directory of a broker, or a copy of one
     * @throws IOException when it is not there, or holds no journal
     */
    public static JournalDirectory open(Path directory) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new IOException("There is no directory " + directory + ". Name a broker's data directory.");
        }
        if (!Files.isDirectory(path.resolve("journal"))) {
            throw new IOException("The directory " + directory
                    + " is no data directory of a broker: it has no directory 'journal'. Name the one above it.");
        }
        return new JournalDirectory(path);
    }

    /** The data directory. */
    public Path path() {
        return path;
    }

    /** The broker that uses the directory now, if that can be told; those on other machines are not seen. */
    public Optional<String> user() throws IOException {
        return DirectoryLock.user(path);
    }

    /** All segments in order; two of the same number if there are. */
    public List<SegmentSource> segments() throws IOException {
        List<SegmentSource> segments = new ArrayList<>();
        for (Path segment : Files.isDirectory(files.live()) ? files.segments() : files.sealedSegments()) {
            segments.add(new FileSegmentSource(files.disk(), segment));
        }
        segments.sort(Comparator.comparingInt(SegmentSource::number).thenComparing(SegmentSource::name));
        return segments;
    }

    /**
     * The newest segment that a broker has noted, 0 if none is. To be asked before {@link #segments}: a broker that is at
     * work begins further ones.
     *
     * @throws io.chasqui.broker.journal.CorruptJournalException when the note is damaged, or of a newer version
     * @throws IOException when it cannot be read
     */
    public int newestNoted() throws IOException {
        return new NewestNote(files).read();
    }

    /**
     * Misses segments that are noted and not there.
     *
     * @param noted the newest one that is noted
     * @param newest the newest one that is there, 0 if none is
     * @throws io.chasqui.broker.journal.CorruptJournalException when that is an older one
     */
    public void requireNoted(int noted, int newest) {
        new NewestNote(files).requireNoted(noted, newest);
    }

    /** Checkpoints and indexes. They are to be read only. */
    public SideFiles sideFiles() {
        return new FileSideFiles(files.disk(), files.sideFiles());
    }

    /**
     * The bytes at a place.
     *
     * @throws IOException when the segment is not there, or ends before
     */
    public byte[] read(Place place) throws IOException {
        return reader.read(place);
    }

    /** The file of a segment, whether it is there or not. */
    public Path segmentFile(int number) {
        Path sealed = files.sealed(number);
        return files.disk().exists(sealed) ? sealed : files.live(number);
    }

    /** All files below the directory with their length in bytes, by their path from there. */
    public SortedMap<Path, Long> files() throws IOException {
        SortedMap<Path, Long> lengths = new TreeMap<>();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                lengths.put(path.relativize(file), attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return lengths;
    }

    /**
     * Room for files of whoever reads, in the system's directory for such; it is gone with {@link #close}.
     *
     * @throws IOException when there is none
     */
    public SideFiles scratch() throws IOException {
        Path directory = scratch;
        if (directory == null) {
            directory = Files.createTempDirectory("chasqui-journal-");
            scratch = directory;
        }
        return FileSideFiles.open(files.disk(), directory);
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            if (scratch != null) {
                for (Path file : files.disk().list(scratch, "*")) {
                    files.disk().delete(file);
                }
                files.disk().delete(scratch);
            }
        }
    }
}
