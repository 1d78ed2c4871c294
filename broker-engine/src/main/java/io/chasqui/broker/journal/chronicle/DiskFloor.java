package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.FreeRoom;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how much more the disk takes. Others than this broker write to it as well, so it has to be looked at again and
 * again, and by a thread for which it does not matter when the system takes its time to answer. A disk that does not say
 * how much it takes has no floor.
 */
final class DiskFloor {
    private static final Logger LOG = LoggerFactory.getLogger(DiskFloor.class);

    private final Disk disk;
    private final Path directory;
    private final long floorBytes;
    private boolean silent;
    private volatile FreeRoom room = FreeRoom.PLENTY;

    DiskFloor(Disk disk, Path directory, long floorBytes) {
        this.disk = disk;
        this.directory = directory;
        this.floorBytes = floorBytes;
    }

    /** What was seen last. Any thread. */
    FreeRoom room() {
        return room;
    }

    /** Looks again, and tells the log when things have changed. One thread at a time. */
    void look() {
        if (floorBytes == 0) {
            return;
        }
        boolean wasLow = room.isLow();
        FreeRoom now = new FreeRoom(freeBytes(), floorBytes);
        room = now;
        if (now.isLow() && !wasLow) {
            LOG.warn(
                    "The disk of {} has {} bytes free, which is below the floor of {} (freeDiskFloorBytes): sends are refused"
                            + " until there is more; consuming goes on.",
                    directory,
                    now.freeBytes(),
                    floorBytes);
        } else if (wasLow && !now.isLow()) {
            LOG.info("The disk of {} has {} bytes free again: sends are accepted.", directory, now.freeBytes());
        }
    }

    private long freeBytes() {
        try {
            long bytes = disk.usableBytes(directory);
            silent = false;
            return bytes;
        } catch (IOException unknown) {
            if (!silent) {
                LOG.warn("How much room the disk of {} has is not known: {}", directory, unknown.toString());
            }
            silent = true;
            return Long.MAX_VALUE;
        }
    }
}
