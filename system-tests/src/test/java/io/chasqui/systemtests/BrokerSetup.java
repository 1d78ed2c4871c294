package io.chasqui.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link BrokerProcess} is started.
 *
 * @param data its data directory
 * @param port its port on the loopback interface
 * @param durability what its confirmations promise
 * @param settings lines of its configuration file; without any it has none
 * @param files where configuration and log lie
 * @param heapMebibytes size of its heap
 */
record BrokerSetup(Path data, int port, String durability, List<String> settings, Path files, int heapMebibytes) {
    private static final int HEAP_MEBIBYTES = 512;
    private static final String MAIN = "io.chasqui.server.Main";

    /** A broker with durability {@code disk} and defaults, whose log lies beside the data directory. */
    static BrokerSetup of(Path data, int port) {
        return new BrokerSetup(
                data, port, "disk", List.of(), data.toAbsolutePath().getParent(), HEAP_MEBIBYTES);
    }

    BrokerSetup withDurability(String other) {
        return new BrokerSetup(data, port, other, settings, files, heapMebibytes);
    }

    /** Adds lines to its configuration file. */
    BrokerSetup with(String... lines) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(lines));
        return new BrokerSetup(data, port, durability, all, files, heapMebibytes);
    }

    /** Puts log and configuration into another directory. */
    BrokerSetup withFilesIn(Path directory) {
        return new BrokerSetup(data, port, durability, settings, directory, heapMebibytes);
    }

    BrokerSetup withHeapMebibytes(int other) {
        return new BrokerSetup(data, port, durability, settings, files, other);
    }

    Path log() {
        return files.resolve(data.getFileName() + "-broker.log");
    }

    /** The command, after its configuration was written. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "broker",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--durability",
                durability));
        if (!settings.isEmpty()) {
            command.addAll(List.of("--config", written().toString()));
        }
        return command;
    }

    private Path written() {
        try {
            return Files.write(files.resolve(data.getFileName() + "-broker.properties"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
