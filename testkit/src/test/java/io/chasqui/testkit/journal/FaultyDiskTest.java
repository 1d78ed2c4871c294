package io.chasqui.testkit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.chasqui.broker.journal.chronicle.Disk;
import io.chasqui.broker.journal.chronicle.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDiskTest {
    private static final List<DiskCall> STEPS =
            List.of(DiskCall.OPEN, DiskCall.WRITE, DiskCall.FORCE, DiskCall.RENAME, DiskCall.FORCE_DIRECTORY);

    @TempDir
    private Path temporary;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void publishesAWholeFileAtAnyFault() throws IOException {
        Path file = temporary.resolve("side");
        disk.publish(file, text("first"));

        for (int step = 1; step <= STEPS.size(); step++) {
            disk.failOnce(STEPS, step, DiskFault.ERROR);

            assertThatIOException().isThrownBy(() -> disk.publish(file, text("second")));

            String expected = STEPS.get(step - 1) == DiskCall.FORCE_DIRECTORY ? "second" : "first";
            assertThat(file).hasContent(expected);
        }

        disk.heal();
        disk.publish(file, text("third"));
        assertThat(file).hasContent("third");
        assertThat(disk.list(temporary, "*" + Disk.UNFINISHED)).isEmpty();
        assertThat(disk.failures()).extracting(FaultyDisk.Call::kind).containsExactlyElementsOf(STEPS);
    }

    @Test
    void writesHalfOfWhatIsToBeWritten() throws IOException {
        Path file = temporary.resolve("short");
        disk.failOnce(Set.of(DiskCall.WRITE), 1, DiskFault.SHORT);

        try (DiskFile open = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThatIOException().isThrownBy(() -> text("abcd").writeTo(open)).withMessageContaining("half");
        }

        assertThat(Files.readString(file)).isEqualTo("ab");
    }

    @Test
    void deletesOnAFullDisk() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        disk.fill();

        assertThatIOException()
                .isThrownBy(() -> disk.allocate(temporary.resolve("new"), 10, 10))
                .withMessageContaining("No space left");
        disk.delete(file);

        assertThat(file).doesNotExist();
        assertThat(disk.usableBytes(temporary)).isZero();
        disk.heal();
        assertThat(disk.usableBytes(temporary)).isPositive();
    }

    private static Disk.Content text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return file -> file.write(0, bytes, 0, bytes.length);
    }
}
