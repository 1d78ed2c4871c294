package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.Place;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads bytes back from segments, from any thread, and keeps a bounded number of their files open. */
final class SegmentReader implements AutoCloseable {
    private static final int SLOTS = 64;

    private final Disk disk;
    private final IntFunction<Path> paths;
    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    private record Slot(int segment, DiskFile file) {}

    /** A reader that finds the files by segment number. */
    SegmentReader(Disk disk, IntFunction<Path> paths) {
        this.disk = disk;
        this.paths = paths;
    }

    byte[] read(Place place) throws IOException {
        byte[] bytes = new byte[place.length()];
        int count = read(place, bytes);
        if (count < bytes.length) {
            throw new EOFException(
                    "The file " + paths.apply(place.segment()) + " ends before the end of " + place + ".");
        }
        return bytes;
    }

    private int read(Place place, byte[] bytes) throws IOException {
        while (true) {
            Slot slot = slot(place.segment());
            try {
                return slot.file.read(place.offset(), bytes, 0, bytes.length);
            } catch (ClosedChannelException evicted) {
                slots.compareAndSet(place.segment() % SLOTS, slot, null);
            }
        }
    }

    private Slot slot(int segment) throws IOException {
        int index = segment % SLOTS;
        Slot present = slots.get(index);
        if (present != null && present.segment == segment) {
            return present;
        }
        Slot fresh = new Slot(segment, disk.open(paths.apply(segment), StandardOpenOption.READ));
        close(slots.getAndSet(index, fresh));
        return fresh;
    }

    /** Closes the file of a segment that will be deleted. */
    void forget(int segment) throws IOException {
        Slot present = slots.get(segment % SLOTS);
        if (present != null && present.segment == segment) {
            slots.compareAndSet(segment % SLOTS, present, null);
            present.file.close();
        }
    }

    private static void close(@Nullable Slot slot) throws IOException {
        if (slot != null) {
            slot.file.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < SLOTS; i++) {
            close(slots.getAndSet(i, null));
        }
    }
}
