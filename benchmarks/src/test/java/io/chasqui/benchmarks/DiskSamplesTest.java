package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSamplesTest {

    private final DiskSamples growing = new DiskSamples(List.of(
            new DiskSamples.Sample(0, 1, 10),
            new DiskSamples.Sample(5, 4, 10),
            new DiskSamples.Sample(10, 3, 20),
            new DiskSamples.Sample(15, 9, 30)));

    @Test
    void keepsTheTwoHalvesApart() {
        assertThat(growing.peakBytes(false)).isEqualTo(4);
        assertThat(growing.peakBytes(true)).isEqualTo(9);
    }

    @Test
    void leavesOneLineForEachLook(@TempDir Path directory) throws IOException {
        growing.write(directory.resolve("disk-use.csv"));

        assertThat(Files.readAllLines(directory.resolve("disk-use.csv")))
                .hasSize(5)
                .startsWith("second,disk_bytes,peak_resident_bytes", "0,1,10");
    }

    @Test
    void countsBlocksAndNotLengths(@TempDir Path directory) throws IOException, InterruptedException {
        try (var sparse = new RandomAccessFile(directory.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        assertThat(Folders.diskBytes(directory)).isLessThan(1L << 20);
    }
}
