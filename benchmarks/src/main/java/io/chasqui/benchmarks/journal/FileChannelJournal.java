package io.chasqui.benchmarks.journal;

import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One positional write per document into files that were filled with zeros before, and nothing else; for one thread. */
final class FileChannelJournal implements Journal {
    private static final int ZEROS_BYTES = 1 << 20;
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path directory;
    private final int segmentBytes;
    private final LongSupplier nanoClock;
    private final JournalStatistics statistics = new JournalStatistics();
    private volatile FileChannel current;
    private volatile int segment;
    private volatile int firstSegment = 1;
    private volatile int position;

    FileChannelJournal(Path directory, int segmentBytes, LongSupplier nanoClock) throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.nanoClock = nanoClock;
        this.segment = 1;
        this.current = create(1);
    }

    private FileChannel create(int number) throws IOException {
        FileChannel file = FileChannel.open(
                path(number), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        byte[] zeros = new byte[ZEROS_BYTES];
        for (int at = 0; at < segmentBytes + documentLimitBytes(); at += zeros.length) {
            file.write(ByteBuffer.wrap(zeros), at);
        }
        file.force(false);
        return file;
    }

    private Path path(int number) {
        return directory.resolve(number + ".segment");
    }

    @Override
    public long append(byte[] bytes, int offset, int length) {
        long before = nanoClock.getAsLong();
        try {
            int first = position;
            ByteBuffer document = ByteBuffer.wrap(bytes, offset, length);
            while (document.hasRemaining()) {
                current.write(document, (long) first + document.position() - offset);
            }
            position = first + length;
            statistics.documents().incrementAndGet();
            statistics.appendedBytes().addAndGet(length);
            long nanos = nanoClock.getAsLong() - before;
            statistics.longestAppendNanos().accumulateAndGet(nanos, Math::max);
            if (nanos > STALL_NANOS) {
                statistics.stalls().incrementAndGet();
            }
            return ((long) segment << 32) | first;
        } catch (IOException failed) {
            throw new JournalFailedException("Appending to " + path(segment) + " failed.", failed);
        }
    }

    @Override
    public int documentLimitBytes() {
        return segmentBytes / 4;
    }

    @Override
    public int segment() {
        return segment;
    }

    @Override
    public SortedMap<Integer, Long> segments() {
        SortedMap<Integer, Long> all = new TreeMap<>();
        for (int number = firstSegment; number <= segment; number++) {
            all.put(number, (long) segmentBytes);
        }
        return all;
    }

    @Override
    public int remainingBytes() {
        return segmentBytes + documentLimitBytes() - position;
    }

    @Override
    public void roll() {
        force();
        int next = segment + 1;
        try {
            current.close();
            current = create(next);
        } catch (IOException failed) {
            throw new JournalFailedException("Segment " + next + " cannot be created.", failed);
        }
        segment = next;
        position = 0;
        statistics.rolls().incrementAndGet();
    }

    @Override
    public void force() {
        long before = nanoClock.getAsLong();
        try {
            current.force(false);
        } catch (IOException failed) {
            throw new JournalFailedException("Forcing " + path(segment) + " failed.", failed);
        }
        statistics.forceNanos().addAndGet(nanoClock.getAsLong() - before);
        statistics.forces().incrementAndGet();
    }

    @Override
    public byte[] read(Place place) {
        byte[] bytes = new byte[place.length()];
        try (FileChannel file = FileChannel.open(path(place.segment()), StandardOpenOption.READ)) {
            if (file.read(ByteBuffer.wrap(bytes), place.offset()) == bytes.length) {
                return bytes;
            }
            throw new IOException("The file ends early.");
        } catch (IOException failed) {
            throw new JournalFailedException("Reading " + place + " failed.", failed);
        }
    }

    @Override
    public void delete(int gone) {
        try {
            Files.deleteIfExists(path(gone));
            firstSegment = Math.max(firstSegment, gone + 1);
        } catch (IOException failed) {
            throw new JournalFailedException("Deleting segments failed.", failed);
        }
    }

    @Override
    public boolean reserveReady() {
        return true;
    }

    @Override
    public JournalStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        force();
        try {
            current.close();
        } catch (IOException failed) {
            throw new JournalFailedException("Closing failed.", failed);
        }
    }
}
