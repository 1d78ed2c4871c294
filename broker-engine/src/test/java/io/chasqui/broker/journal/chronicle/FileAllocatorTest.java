package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAllocatorTest {
    @TempDir
    private Path temporary;

    @Test
    void createsFilesOfZerosWithAHoleAtTheEnd() throws IOException {
        Path small = temporary.resolve("small");
        new FileAllocator(8192, 20_000).allocate(small);
        Path large = temporary.resolve("large");
        new FileAllocator(5 << 20, 6 << 20).allocate(large);

        assertThat(Files.readAllBytes(small)).hasSize(20_000).containsOnly(0);
        assertThat(Files.size(large)).isEqualTo(6 << 20);
    }

    @Test
    void leavesNothingBehindWhenTheDiskIsFull() {
        Path huge = temporary.resolve("huge");

        assertThatIOException()
                .isThrownBy(() -> new FileAllocator(1L << 60, 1L << 60).allocate(huge))
                .withMessageContaining("Make room");

        assertThat(huge).doesNotExist();
    }
}
