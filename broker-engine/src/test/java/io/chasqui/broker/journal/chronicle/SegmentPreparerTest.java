package io.chasqui.broker.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.journal.JournalStatistics;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentPreparerTest {
    private static final int ROOM_BYTES = 2 << 20;

    @TempDir
    private Path temporary;

    private final AtomicLong nanos = new AtomicLong();
    private final JournalStatistics statistics = new JournalStatistics();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private SegmentFiles files;

    @BeforeEach
    void createDirectory() throws IOException {
        files = new SegmentFiles(heldDisk(), temporary);
        Files.createDirectories(files.live());
    }

    @Test
    void tellsWhenNoSegmentCanBePrepared() throws IOException {
        try (SegmentPreparer preparer = preparer(1L << 60)) {
            assertThat(preparer.ready()).isTrue();

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> preparer.require(1));

            assertThat(preparer.ready()).isFalse();
        }
    }

    @Test
    void fillsTheNextSegmentOnceTheCurrentOneIsUsed() throws Exception {
        try (SegmentPreparer preparer = preparer(ROOM_BYTES)) {
            preparer.require(1);
            assertThat(preparer.filled()).isZero();

            uses(ROOM_BYTES);
            assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
            goOn.countDown();
            while (preparer.filled() == 0) {
                Thread.onSpinWait();
            }

            assertThat(preparer.filled()).isEqualTo(2);
            preparer.require(2);
        }
    }

    @Test
    void handsOverASegmentOnlyWhenNothingIsWrittenToItAnyMore() throws Exception {
        try (SegmentPreparer preparer = preparer(ROOM_BYTES)) {
            preparer.require(1);
            uses(ROOM_BYTES);
            assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Integer> handedOver = CompletableFuture.supplyAsync(() -> {
                try {
                    preparer.require(2);
                    return writes.get();
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            while (preparer.inUse() != 2) {
                Thread.onSpinWait();
            }
            assertThat(handedOver).isNotDone();
            goOn.countDown();

            assertThat(handedOver.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(preparer.filled()).isZero();
        }
        assertThat(writes).hasValue(1);
    }

    private SegmentPreparer preparer(long roomBytes) {
        ChronicleOptions options = new ChronicleOptions(1 << 20, 1, nanos::get);
        return new SegmentPreparer(files, roomBytes, options, 1, statistics);
    }

    private void uses(long bytes) {
        statistics.appendedBytes().addAndGet(bytes);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    /** A disk whose writes wait until they may go on. */
    private Disk heldDisk() {
        Disk disk = new LocalDisk();
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, arguments) -> {
                    Object answer = call(disk, method, arguments);
                    return answer instanceof DiskFile file ? heldFile(file) : answer;
                });
    }

    private DiskFile heldFile(DiskFile file) {
        return (DiskFile) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {DiskFile.class}, (self, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        writes.incrementAndGet();
                        writing.countDown();
                        goOn.await();
                    }
                    return call(file, method, arguments);
                });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
