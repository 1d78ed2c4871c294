package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

    @Test
    void reachTheClientProcessAsTheyWere(@TempDir Path directory) throws IOException {
        var client = new ClientSettings(
                "a.Factory", "vm:a?b=c&d=e", false, "DELAY", "a.Main", List.of("--data", "/a b", "--port", "0"));
        var settings = new RunSettings(Workload.W14_W3, client, 0, 1024, 1, 2, 3, 4);

        settings.write(directory.resolve("settings.properties"));

        assertThat(RunSettings.read(directory.resolve("settings.properties"))).isEqualTo(settings);
    }

    @Test
    void reachTheClientProcessWithoutAnEmbeddedBroker(@TempDir Path directory) throws IOException {
        var client = new ClientSettings("a.Factory", "tcp://127.0.0.1:1", true, "", "", List.of());
        var settings = new RunSettings(Workload.W1, client, 4711, 1024, 1, 2, 3, 4);

        settings.write(directory.resolve("settings.properties"));

        assertThat(RunSettings.read(directory.resolve("settings.properties"))).isEqualTo(settings);
    }
}
