package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.JournalFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The simulated disk of one process life: its segments, and the plan of when it fails. One lock guards it all. */
final class MemoryDisk {
    private final TreeMap<Integer, MemorySegment> segments = new TreeMap<>();
    private final TreeMap<String, byte[]> sideFiles = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long callsUntilFailure = Long.MAX_VALUE;
    private boolean gone;

    /** Runs something while nobody else touches the disk. */
    <T> T reading(Supplier<T> action) {
        lock.lock();
        try {
            if (gone) {
                throw failure("The process that used this store has crashed.");
            }
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs an append, roll, force or deletion, or fails for good when its turn has come. */
    <T> T writing(String what, Supplier<T> action) {
        return reading(() -> {
            if (callsUntilFailure <= 0) {
                throw failure("Simulated failure of " + what + ".");
            }
            callsUntilFailure--;
            return action.get();
        });
    }

    void failAfter(long calls) {
        lock.lock();
        try {
            callsUntilFailure = calls;
        } finally {
            lock.unlock();
        }
    }

    MemoryDisk crash(long unforcedBytes) {
        lock.lock();
        try {
            gone = true;
            return copy(unforcedBytes);
        } finally {
            lock.unlock();
        }
    }

    /** What a crash would leave. */
    MemoryDisk copy(long unforcedBytes) {
        lock.lock();
        try {
            MemoryDisk left = new MemoryDisk();
            left.sideFiles.putAll(sideFiles);
            long budget = unforcedBytes;
            for (MemorySegment segment : segments.values()) {
                int kept = (int) Math.min(segment.unforcedBytes(), budget);
                budget -= kept;
                left.segments.put(segment.number(), segment.afterCrash(kept));
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    long unforcedBytes() {
        lock.lock();
        try {
            return segments.values().stream()
                    .mapToLong(MemorySegment::unforcedBytes)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    List<MemorySegment> all() {
        return new ArrayList<>(segments.values());
    }

    void remove(int number) {
        segments.remove(number);
    }

    MemorySegment create(int number) {
        MemorySegment segment = new MemorySegment(number);
        segments.put(number, segment);
        return segment;
    }

    MemorySegment segment(int number) {
        MemorySegment segment = segments.get(number);
        if (segment == null) {
            throw failure("Segment " + number + " does not exist; there are " + segments.keySet() + ".");
        }
        return segment;
    }

    SortedMap<Integer, Long> sizes() {
        SortedMap<Integer, Long> sizes = new TreeMap<>();
        segments.values().forEach(segment -> sizes.put(segment.number(), segment.sizeBytes()));
        return sizes;
    }

    /** The side files; every one of them is forced. */
    Map<String, byte[]> sideFiles() {
        return sideFiles;
    }

    static JournalFailedException failure(String message) {
        return new JournalFailedException(message, new IOException(message));
    }
}
