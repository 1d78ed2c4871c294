package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSpillStoreTest {
    @TempDir
    private Path directory;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        try (FileSpillStore store = FileSpillStore.open(new LocalDisk(), directory, 1000)) {
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                places.add(store.write(payload(i)));
            }

            for (int i = 0; i < 50; i++) {
                assertThat(store.read(places.get(i))).isEqualTo(payload(i));
                assertThat(places.get(i).segment()).isNegative();
            }
        }
    }

    @Test
    void deletesAFileWhenAllInItIsFreed() throws IOException {
        try (FileSpillStore store = FileSpillStore.open(new LocalDisk(), directory, 1000)) {
            Place first = store.write(new byte[600]);
            Place second = store.write(new byte[600]);
            assertThat(fileCount()).isEqualTo(2);

            store.free(first);
            assertThat(fileCount()).isEqualTo(1);
            store.free(second);
            assertThat(fileCount()).isZero();

            assertThatIllegalArgumentException().isThrownBy(() -> store.read(first));
            assertThat(store.read(store.write(payload(7)))).isEqualTo(payload(7));
        }
    }

    @Test
    void deletesWhatAnEarlierProcessLeft() throws IOException {
        FileSpillStore.open(new LocalDisk(), directory, 1000).write(new byte[10]);
        assertThat(fileCount()).isEqualTo(1);

        FileSpillStore.open(new LocalDisk(), directory, 1000).close();

        assertThat(fileCount()).isZero();
    }

    @Test
    void takesAPayloadLargerThanAFile() throws IOException {
        try (FileSpillStore store = FileSpillStore.open(new LocalDisk(), directory, 1000)) {
            assertThat(store.read(store.write(new byte[5000]))).hasSize(5000);
        }
    }

    private long fileCount() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static byte[] payload(int number) {
        return ("payload " + number).repeat(number + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
