package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

        try (SegmentReader reader = new SegmentReader(new LocalDisk(), this::path)) {
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
