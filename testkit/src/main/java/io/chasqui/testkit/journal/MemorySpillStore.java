package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Spilled payloads in memory. */
final class MemorySpillStore implements SpillStore {
    private final Map<Place, byte[]> content = new ConcurrentHashMap<>();
    private final AtomicInteger nextOffset = new AtomicInteger();
    private volatile boolean full;

    /** Whether it takes nothing any more. */
    void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public Place write(byte[] bytes) {
        if (full) {
            throw MemoryDisk.failure("The simulated spill files are full.");
        }
        Place place = new Place(-1, nextOffset.getAndAdd(Math.max(1, bytes.length)), bytes.length);
        content.put(place, bytes.clone());
        return place;
    }

    @Override
    public byte[] read(Place place) {
        byte[] bytes = content.get(place);
        if (bytes == null) {
            throw new IllegalArgumentException("Nothing is spilled at " + place + ".");
        }
        return bytes.clone();
    }

    @Override
    public void free(Place place) {
        if (content.remove(place) == null) {
            throw new IllegalArgumentException("Nothing is spilled at " + place + ".");
        }
    }

    /** Number of payloads that were not freed. */
    int size() {
        return content.size();
    }

    @Override
    public void close() {
        content.clear();
    }
}
