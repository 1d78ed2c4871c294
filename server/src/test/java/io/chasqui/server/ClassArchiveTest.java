package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The archive of loaded classes: prepared by one command, used by every broker that it fits, and never in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassArchiveTest {
    private static final String READY = "Chasqui broker ready: ";

    @TempDir
    Path directory = Path.of("");

    private Path shared = Path.of("");

    /** What may have happened to the file. */
    enum Damage {
        EMPTY,
        TORN,
        ANOTHER_FILE,
        ONE_BYTE;

        byte[] of(byte[] archive) {
            return switch (this) {
                case EMPTY -> new byte[0];
                case TORN -> Arrays.copyOf(archive, archive.length / 2);
                case ANOTHER_FILE -> "Not an archive".getBytes(StandardCharsets.UTF_8);
                case ONE_BYTE -> {
                    archive[archive.length / 3] ^= 1;
                    yield archive;
                }
            };
        }
    }

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException, InterruptedException {
        shared = temporary;
        try (Program prepare = start(shared, shared.resolve("classes.jsa"), "", "prepare")) {
            assertThat(prepare.exitStatus()).as(prepare.errors()).isZero();
        }
    }

    @Test
    void comesAloneAndComplete() throws IOException {
        try (Stream<Path> files = Files.list(shared)) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith("errors-")))
                    .containsExactly(shared.resolve("classes.jsa"));
        }
    }

    @Test
    void isWhereABrokerTakesItsClassesFrom() throws IOException, InterruptedException {
        Path loaded = directory.resolve("loaded.txt");
        String options = "-Xlog:class+load:file=" + loaded;

        runBroker(shared.resolve("classes.jsa"), options);

        List<String> ours = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" io.chasqui.broker.Broker "))
                .toList();
        assertThat(ours).singleElement().asString().contains("shared objects file");
    }

    @Test
    void isNotUsedWhenTheVariableIsEmpty() throws IOException, InterruptedException {
        Path loaded = directory.resolve("loaded.txt");
        String options = "-Xlog:class+load:file=" + loaded;

        runBroker(Path.of(""), options);

        assertThat(Files.readString(loaded)).contains(" io.chasqui.broker.Broker source: file:");
    }

    @ParameterizedTest
    @EnumSource
    void isPassedOverWithoutAWordWhenItIsDamaged(Damage damage) throws IOException, InterruptedException {
        Path archive = directory.resolve("damaged.jsa");
        Files.write(archive, damage.of(Files.readAllBytes(shared.resolve("classes.jsa"))));

        runBroker(archive, "");
    }

    @Test
    void isPassedOverWithoutAWordWhenItDoesNotFitTheOptions() throws IOException, InterruptedException {
        runBroker(shared.resolve("classes.jsa"), "-XX:-UseCompressedOops");
    }

    @Test
    void staysAsItIsWhenItCannotBeWritten() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("file"), "", StandardOpenOption.CREATE_NEW);

        try (Program prepare = start(directory, file.resolve("classes.jsa"), "", "prepare")) {
            assertThat(prepare.exitStatus()).isEqualTo(1);
            assertThat(prepare.errors()).contains("could not be written; brokers work without it");
        }
    }

    /** A broker that starts and stops, and whose only word on standard error is that it is ready. */
    private void runBroker(Path archive, String jvmOptions) throws IOException, InterruptedException {
        try (Program broker = start(directory, archive, jvmOptions, "broker", "--data", "data", "--port", "0")) {
            assertThat(broker.line()).as(broker.errors()).startsWith(READY);
            broker.terminate();
            assertThat(broker.exitStatus()).as(broker.errors()).isZero();
            assertThat(broker.lines()).isEmpty();
            assertThat(broker.errors().lines()).singleElement().asString().contains(" is ready on ");
        }
    }

    private static Program start(Path directory, Path archive, String jvmOptions, String... args) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("CHASQUI_CLASS_ARCHIVE", archive.toString());
        environment.put("CHASQUI_JVM_OPTS", jvmOptions);
        return Program.startFrom(Program.home(), directory, environment, args);
    }
}
