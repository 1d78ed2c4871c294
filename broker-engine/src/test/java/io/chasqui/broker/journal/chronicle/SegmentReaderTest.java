package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentReaderTest {
    private static final int SLOTS = 64;
    private static final int READS = 40_000;
    private static final byte[] CONTENT = new byte[2_143];

    @TempDir
    private Path directory;

    @Test
    void readsWhileOthersPushItsFileOut() throws Exception {
        ModuleAccess.ensure(); // makes channels uninterruptible, as in a broker
        List<Integer> segments = List.of(1, 1 + SLOTS, 1 + 2 * SLOTS);
        for (int segment : segments) {
            Files.write(path(segment), CONTENT);
        }
        List<Future<Integer>> readers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(segments.size());

        try (SegmentReader reader = new SegmentReader(new LocalDisk(), this::path, segment -> true)) {
            for (int segment : segments) {
                readers.add(threads.submit(() -> readOften(reader, segment)));
            }

            for (Future<Integer> each : readers) {
                assertThat(each.get()).isEqualTo(READS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsNoFileOpenOfASegmentThatIsDeletedWhileItIsOpened() throws IOException {
        Files.write(path(1), CONTENT);
        Set<Integer> existing = new TreeSet<>(Set.of(1));
        List<SegmentReader> readers = new ArrayList<>();
        List<DiskFile> opened = new ArrayList<>();
        Disk disk = WatchedDisk.of((call, path, file) -> {
            opened.add((DiskFile) file);
            existing.remove(1);
            readers.get(0).forget(1);
        });

        try (SegmentReader reader = new SegmentReader(disk, this::path, existing::contains)) {
            readers.add(reader);

            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> reader.read(new Place(1, 0, CONTENT.length)))
                    .withMessageContaining(path(1).toString());

            assertThat(opened).singleElement().satisfies(SegmentReaderTest::assertClosed);
        }
    }

    @Test
    void closesTheFileOfASegmentThatIsDeleted() throws IOException {
        Files.write(path(1), CONTENT);
        Set<Integer> existing = new TreeSet<>(Set.of(1));
        List<DiskFile> opened = new ArrayList<>();
        Disk disk = WatchedDisk.of((call, path, file) -> opened.add((DiskFile) file));

        try (SegmentReader reader = new SegmentReader(disk, this::path, existing::contains)) {
            byte[] read = reader.read(new Place(1, 0, CONTENT.length));
            existing.remove(1);
            reader.forget(1);

            assertThat(read).isEqualTo(CONTENT);
            assertThat(opened).singleElement().satisfies(SegmentReaderTest::assertClosed);
        }
    }

    private static void assertClosed(DiskFile file) {
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> file.read(0, new byte[1], 0, 1));
    }

    private static int readOften(SegmentReader reader, int segment) throws IOException {
        int read = 0;
        while (read < READS) {
            assertThat(reader.read(new Place(segment, 0, CONTENT.length))).isEqualTo(CONTENT);
            read++;
        }
        return read;
    }

    private Path path(int segment) {
        return directory.resolve("segment-" + segment);
    }
}
