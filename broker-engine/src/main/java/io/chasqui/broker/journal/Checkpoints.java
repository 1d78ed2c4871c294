package io.chasqui.broker.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints beside a journal: which one to start from.
 *
 * @param newest the newest one that is intact, null if there is none
 * @param previous the one before it that is intact, null if there is none
 * @param unreadable why newer ones, or all, cannot be used
 */
public record Checkpoints(
        @Nullable CheckpointFile newest, @Nullable CheckpointHead previous, List<CorruptJournalException> unreadable) {
    /**
     * Looks at the files, newest first, until two are intact.
     *
     * @throws NewerVersionException when a newer version has written one
     * @throws IOException when they cannot be read
     */
    public static Checkpoints in(SideFiles files) throws IOException {
        return in(files, Set.of());
    }

    /**
     * The same without some.
     *
     * @param passedOver names of files that are not to be used
     * @throws NewerVersionException when a newer version has written one
     * @throws IOException when they cannot be read
     */
    public static Checkpoints in(SideFiles files, Set<String> passedOver) throws IOException {
        List<CorruptJournalException> unreadable = new ArrayList<>(0);
        CheckpointFile newest = null;
        List<String> names = new ArrayList<>(names(files));
        names.removeAll(passedOver);
        for (String name : names) {
            try {
                CheckpointFile intact = CheckpointFile.open(files, name);
                if (newest != null) {
                    return new Checkpoints(newest, intact.head(), unreadable);
                }
                newest = intact;
            } catch (NewerVersionException newer) {
                throw newer;
            } catch (CorruptJournalException damaged) {
                unreadable.add(damaged);
            }
        }
        return new Checkpoints(newest, null, unreadable);
    }

    /** The first segment that a start from the previous one would read; 0 if there is none. */
    public int previousTail() {
        return previous == null ? 0 : previous.tailSegment();
    }

    /** The names of all checkpoints, newest first. */
    public static List<String> names(SideFiles files) throws IOException {
        return files.names().stream()
                .filter(CheckpointFile::isNamed)
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
