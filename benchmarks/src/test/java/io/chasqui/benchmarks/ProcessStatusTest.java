package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatusTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsThreadsAndMemory() throws IOException {
        Path file = Files.write(
                directory.resolve("status"),
                List.of("Name:\tjava", "VmHWM:\t    2048 kB", "VmRSS:\t    1024 kB", "Threads:\t17"));

        assertThat(ProcessStatus.read(file)).isEqualTo(new ProcessStatus(17, 1_048_576, 2_097_152));
    }

    @Test
    void saysWhenTheProcessHasEnded() throws IOException {
        Path file = Files.write(directory.resolve("status"), List.of("Name:\tjava", "Threads:\t1"));

        assertThatThrownBy(() -> ProcessStatus.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the process has ended");
    }
}
