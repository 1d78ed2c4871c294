package io.chasqui.testkit.golden;

import io.chasqui.broker.journal.chronicle.ChronicleJournalStore;
import io.chasqui.broker.journal.chronicle.ChronicleOptions;
import io.chasqui.testkit.Trees;
import io.chasqui.testkit.journal.FaultyDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A data directory that is packed into a file and out of it again. */
record GoldenDirectory(Path path) {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final String JOURNAL = "journal";

    ChronicleJournalStore open() throws IOException {
        return ChronicleJournalStore.open(
                new FaultyDisk(), path, new ChronicleOptions(SEGMENT_BYTES, 0, System::nanoTime));
    }

    /** What a kill would leave of it, while it is in use. */
    GoldenDirectory killed(Path target) throws IOException {
        Trees.copy(path.resolve(JOURNAL), target.resolve(JOURNAL));
        return new GoldenDirectory(target);
    }

    /** Writes everything that is durable into a file; the same content gives the same file. */
    void pack(OutputStream to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            zip.setLevel(9);
            for (Path file : files()) {
                ZipEntry entry = new ZipEntry(path.relativize(file).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
    }

    static GoldenDirectory unpack(InputStream from, Path target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(from)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return new GoldenDirectory(target);
    }

    /** All files that belong to the journal, in order. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(path.resolve(JOURNAL))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The newest segment. */
    Path lastSegment() throws IOException {
        List<Path> segments = files("segment-").stream()
                .filter(file -> file.toString().endsWith(".cq4"))
                .toList();
        return segments.get(segments.size() - 1);
    }

    /** Files of the journal whose names begin so, in the order of their numbers. */
    List<Path> files(String prefix) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
    }

    /** Checksums of everything in it but what says who holds it. */
    Map<String, Long> content() throws IOException {
        Map<String, Long> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("chasqui."))
                    .forEach(file -> content.put(path.relativize(file).toString(), checksum(file)));
        }
        return content;
    }

    private static long checksum(Path file) {
        CRC32C checksum = new CRC32C();
        try {
            checksum.update(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return checksum.getValue();
    }
}
