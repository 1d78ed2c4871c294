package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageWorkloadTest {

    @Test
    void takesMessagesAwayFromOneDeepQueue() {
        assertThat(StorageWorkload.W9.size().scaled(0.01)).isEqualTo(new StorageWorkload.Size(1, 10_000, 1024));
    }

    @Test
    void takesQueuesAwayFromManyShallowOnes() {
        assertThat(StorageWorkload.W11.size().scaled(0.01)).isEqualTo(new StorageWorkload.Size(100, 10, 1024));
    }

    @Test
    void tellsTheClientProcessWhatToStore(@TempDir Path directory) throws IOException {
        var client = new ClientSettings("a.Factory", "tcp://127.0.0.1:1", true, "", "", List.of());
        var settings = new StorageSettings(client, StorageWorkload.BIG.size(), 1_000, 180, 10_000);

        settings.write(directory.resolve("settings.properties"));

        assertThat(StorageSettings.read(directory.resolve("settings.properties")))
                .isEqualTo(settings);
    }
}
