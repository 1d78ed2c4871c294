package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.Place;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads bytes back from segments, from any thread, and keeps a bounded number of their files open; never that of a segment
 * that is deleted, because its room would not be given back. Whoever opens a file looks once more whether the segment is
 * still there when others can see the file, and whoever deletes a segment looks for the file afterwards: one of the two
 * finds it.
 */
final class SegmentReader implements AutoCloseable {
    private static final int SLOTS = 64;

    private final Disk disk;
    private final IntFunction<Path> paths;
    private final IntPredicate existing;
    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    private record Slot(int segment, DiskFile file) {}

    /**
     * A reader that has no file open.
     *
     * @param paths finds the files by segment number
     * @param existing whether a segment is there and is to stay
     */
    SegmentReader(Disk disk, IntFunction<Path> paths, IntPredicate existing) {
        this.disk = disk;
        this.paths = paths;
        this.existing = existing;
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
        if (!existing.test(segment)) {
            slots.compareAndSet(index, fresh, null);
            fresh.file.close();
            throw new NoSuchFileException(paths.apply(segment).toString());
        }
        return fresh;
    }

    /** Closes the file of a segment that will be deleted, and that is not among the existing ones any more. */
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
