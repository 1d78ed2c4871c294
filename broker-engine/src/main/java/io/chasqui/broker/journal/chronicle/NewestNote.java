package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.NewestSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@linkplain NewestSegment note} about the newest segment beside the journal. Each owner begins with a file of its
 * own, so that a copy made of links stays what it was; from then on it writes the few bytes in their place, which
 * costs one force of one block for each segment. Not for several threads at a time.
 */
final class NewestNote implements AutoCloseable {
    private final SegmentFiles files;
    private @Nullable DiskFile own;

    NewestNote(SegmentFiles files) {
        this.files = files;
    }

    /**
     * The segment that is noted, 0 if there is no note.
     *
     * @throws CorruptJournalException when it is damaged, or of a newer version
     * @throws IOException when it cannot be read
     */
    int read() throws IOException {
        Path file = files.note();
        if (!files.disk().exists(file)) {
            return 0;
        }
        byte[] bytes = new byte[NewestSegment.BYTES];
        try (DiskFile open = files.disk().open(file, StandardOpenOption.READ)) {
            int length = open.read(0, bytes, 0, bytes.length);
            return NewestSegment.read(file.toString(), bytes, length).segment();
        }
    }

    /**
     * Misses segments that were begun.
     *
     * @param noted the segment that is noted
     * @param newest the newest segment that is there, 0 if none is
     * @throws CorruptJournalException when the noted one is newer
     */
    void requireNoted(int noted, int newest) {
        if (noted <= newest) {
            return;
        }
        String missing = noted == newest + 1
                ? "segment " + noted + " is missing"
                : "segments " + (newest + 1) + " to " + noted + " are missing";
        String there = newest == 0 ? "there is none at all." : "the newest that is there is segment " + newest + ".";
        throw new CorruptJournalException(
                files.live(newest + 1).toString(),
                0,
                missing + ": segment " + noted + " was begun, as " + files.note() + " says, and " + there,
                "What was confirmed since then would be lost, so the broker does not start without it. Nothing was"
                        + " changed. Restore it from a backup; if this is a copy that was made while a broker ran, make"
                        + " another one. To give up what was in it, delete " + files.note() + " and start again.");
    }

    /**
     * Notes a segment as the newest whose file is on the disk by its name.
     *
     * @throws IOException when the note cannot be made durable
     */
    void begun(int segment) throws IOException {
        byte[] bytes = new NewestSegment(segment).bytes();
        DiskFile file = own;
        if (file == null) {
            replace(segment);
            own = files.disk().open(files.note(), StandardOpenOption.WRITE);
        } else {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
    }

    /**
     * Notes a segment in a new file.
     *
     * @throws IOException when it cannot be made durable; what was noted before stands then
     */
    void replace(int segment) throws IOException {
        byte[] bytes = new NewestSegment(segment).bytes();
        files.disk().publish(files.note(), file -> file.write(0, bytes, 0, bytes.length));
    }

    @Override
    public void close() throws IOException {
        DiskFile file = own;
        own = null;
        if (file != null) {
            file.close();
        }
    }
}
