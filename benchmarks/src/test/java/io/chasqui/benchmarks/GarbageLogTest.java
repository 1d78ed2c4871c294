package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageLogTest {

    @Test
    void countsPausesAndLeavesConcurrentWorkOut(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("gc.log"), """
                [0.004s][info][gc] Using G1
                [0.990s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 52M->8M(1024M) 7.500ms
                [6.744s][info][gc] GC(5) Concurrent Mark Cycle
                [6.778s][info][gc] GC(5) Pause Remark 13M->13M(1024M) 2.250ms
                [6.826s][info][gc] GC(5) Concurrent Mark Cycle 81.484ms
                """);

        var figures = GarbageLog.read(log);

        assertThat(figures)
                .containsEntry(Figure.BROKER_GC_PAUSES, 2.0)
                .containsEntry(Figure.BROKER_GC_PAUSE_MILLIS, 9.75);
    }
}
