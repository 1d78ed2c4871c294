package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeroFillTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path temporary;

    private final AtomicLong nanos = new AtomicLong(5);
    private final AtomicLong bytes = new AtomicLong(77);
    private final ZeroFill fill = new ZeroFill(nanos::get, bytes::get);

    @Test
    void paysForASegmentThatFillsSteadily() {
        fill.begun();
        assertThat(fill.due()).isFalse();

        passes(1_000, 2 * MEBIBYTE);

        assertThat(fill.due()).isTrue();
    }

    @Test
    void doesNotPayBeforeASegmentIsUsed() {
        fill.begun();

        passes(60_000, MEBIBYTE - 1);

        assertThat(fill.due()).isFalse();
    }

    @Test
    void doesNotPayWhileSegmentsFillQuickly() {
        fill.begun();
        passes(400, 64 * MEBIBYTE);
        assertThat(fill.due()).isFalse();

        passes(600, 0);

        assertThat(fill.due()).isTrue();
    }

    @Test
    void knowsWhetherItIsWorthLookingAgainSoon() {
        fill.begun();
        assertThat(fill.moving()).isTrue();
        assertThat(fill.moving()).isFalse();

        passes(300, 1);
        assertThat(fill.moving()).isTrue();
        assertThat(fill.moving()).isFalse();

        fill.begun();
        assertThat(fill.moving()).isTrue();
    }

    @Test
    void judgesEachSegmentAnew() {
        fill.begun();
        passes(1_000, 2 * MEBIBYTE);

        fill.begun();

        assertThat(fill.due()).isFalse();
    }

    @Test
    void overwritesTheFileAndKeepsItsLength() throws IOException {
        Path file = ones(3 * MEBIBYTE + 5_000);

        try (DiskFile open = new LocalDisk().open(file, StandardOpenOption.WRITE)) {
            assertThat(fill.write(open, 2 * MEBIBYTE + 100, () -> false)).isTrue();
        }

        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(3 * MEBIBYTE + 5_000);
        assertThat(Arrays.copyOf(content, 2 * MEBIBYTE + 100)).containsOnly(0);
        assertThat(Arrays.copyOfRange(content, 2 * MEBIBYTE + 100, content.length))
                .containsOnly(1);
    }

    @Test
    void stopsBetweenTwoPages() throws IOException {
        Path file = ones(MEBIBYTE);
        AtomicInteger asked = new AtomicInteger();

        try (DiskFile open = new LocalDisk().open(file, StandardOpenOption.WRITE)) {
            assertThat(fill.write(open, MEBIBYTE, () -> asked.incrementAndGet() > 3))
                    .isFalse();
        }

        byte[] content = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(content, 3 * 4096)).containsOnly(0);
        assertThat(Arrays.copyOfRange(content, 3 * 4096, content.length)).containsOnly(1);
    }

    private void passes(long millis, long appended) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        bytes.addAndGet(appended);
    }

    private Path ones(int length) throws IOException {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 1);
        return Files.write(temporary.resolve("segment"), content);
    }
}
