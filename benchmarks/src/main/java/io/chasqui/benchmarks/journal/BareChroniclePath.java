package io.chasqui.benchmarks.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** The bare loop: raw documents, a logical clock that rolls every 60 MiB, the old file forced before the next begins. */
final class BareChroniclePath implements JournalPath {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long ROLL_BYTES = 60L << 20;

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final byte[] message = new byte[MESSAGE_BYTES];
    private final ReentrantLock fileLock = new ReentrantLock();
    private final Deque<Path> files = new ArrayDeque<>();
    private @Nullable FileChannel current;
    private long segmentBytes;
    private long segment;

    private BareChroniclePath(Path directory) {
        this.queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(LargeRollCycles.LARGE_DAILY)
                .timeProvider(() -> (1 + segment) * DAY_MILLIS)
                .blockSize(SEGMENT_BYTES)
                .syncMode(SyncMode.NONE)
                .checkInterrupts(false)
                .build();
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    static BareChroniclePath open(Path directory) throws IOException {
        var path = new BareChroniclePath(Files.createDirectories(directory));
        path.append(1);
        return path;
    }

    @Override
    public void append(int messages) throws IOException {
        for (int number = 0; number < messages; number++) {
            if (segmentBytes > ROLL_BYTES) {
                roll();
            }
            try (DocumentContext document = appender.writingDocument()) {
                Objects.requireNonNull(document.wire()).bytes().write(message);
            }
            segmentBytes += MESSAGE_BYTES;
            if (current == null) {
                openCurrent();
            }
        }
    }

    private void roll() throws IOException {
        fileLock.lock();
        try {
            force();
            close(current);
            current = null;
            segment++;
            segmentBytes = 0;
            while (files.size() >= KEPT_SEGMENTS) {
                Files.deleteIfExists(files.removeFirst());
            }
        } finally {
            fileLock.unlock();
        }
    }

    private void openCurrent() throws IOException {
        fileLock.lock();
        try {
            Path file = Objects.requireNonNull(appender.currentFile()).toPath();
            files.addLast(file);
            current = FileChannel.open(file, StandardOpenOption.WRITE);
        } finally {
            fileLock.unlock();
        }
    }

    @Override
    public void force() throws IOException {
        fileLock.lock();
        try {
            if (current != null) {
                current.force(false);
            }
        } finally {
            fileLock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        force();
        close(current);
        appender.close();
        queue.close();
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
