package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.FreeRoom;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.JournalStatistics;
import io.chasqui.broker.journal.Place;
import java.util.SortedMap;

/** A journal on the simulated disk. */
final class MemoryJournal implements Journal {
    private final MemoryDisk disk;
    private final int segmentBytes;
    private final JournalStatistics statistics = new JournalStatistics();
    private MemorySegment current;
    private volatile boolean reserveReady = true;
    private volatile FreeRoom room = FreeRoom.PLENTY;

    MemoryJournal(MemoryDisk disk, int segmentBytes, int segment) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.current = disk.writing("start", () -> disk.create(segment));
    }

    void reserveReady(boolean ready) {
        reserveReady = ready;
    }

    @Override
    public long append(byte[] bytes, int offset, int length) {
        if (length > documentLimitBytes()) {
            throw new IllegalArgumentException(
                    "A document takes at most " + documentLimitBytes() + " bytes but has " + length + ".");
        }
        int first = disk.writing("append", () -> current.append(bytes, offset, length));
        statistics.documents().incrementAndGet();
        statistics.appendedBytes().addAndGet(length);
        return ((long) current.number() << 32) | first;
    }

    @Override
    public int documentLimitBytes() {
        return segmentBytes / 4;
    }

    @Override
    public int segment() {
        return current.number();
    }

    @Override
    public SortedMap<Integer, Long> segments() {
        return disk.reading(disk::sizes);
    }

    @Override
    public int remainingBytes() {
        return disk.reading(() -> Math.max(0, segmentBytes + documentLimitBytes() - current.written() - 8));
    }

    @Override
    public void roll() {
        current = disk.writing("roll", () -> {
            current.force();
            return disk.create(current.number() + 1);
        });
        statistics.rolls().incrementAndGet();
    }

    @Override
    public void force() {
        disk.writing("force", () -> {
            disk.all().forEach(MemorySegment::force);
            return true;
        });
        statistics.forces().incrementAndGet();
    }

    @Override
    public byte[] read(Place place) {
        byte[] bytes = disk.reading(() -> disk.segment(place.segment()).copy(place.offset(), place.length()));
        if (!place.holds(bytes)) {
            throw MemoryDisk.failure("The bytes at " + place + " are not those that were written.");
        }
        return bytes;
    }

    @Override
    public void delete(int segment) {
        if (segment >= current.number()) {
            throw new IllegalArgumentException("Segment " + segment + " is in use and cannot be deleted.");
        }
        disk.writing("deletion", () -> {
            disk.remove(segment);
            return true;
        });
    }

    void room(FreeRoom seen) {
        room = seen;
    }

    @Override
    public FreeRoom room() {
        return room;
    }

    @Override
    public boolean reserveReady() {
        return reserveReady;
    }

    @Override
    public JournalStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        force();
    }
}
