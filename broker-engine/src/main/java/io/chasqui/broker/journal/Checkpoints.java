package io.chasqui.broker.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints beside a journal: which one to start from.
 *
 * @param newest the newest one that is intact, null if there is none
 * @param unreadable why newer ones, or all, cannot be used
 */
public record Checkpoints(@Nullable CheckpointFile newest, List<CorruptJournalException> unreadable) {
    /**
     * Looks at the files, newest first, until one is intact.
     *
     * @throws NewerVersionException when a newer version has written one
     * @throws IOException when they cannot be read
     */
    public static Checkpoints in(SideFiles files) throws IOException {
        List<CorruptJournalException> unreadable = new ArrayList<>(0);
        for (String name : names(files)) {
            try {
                return new Checkpoints(CheckpointFile.read(name, files.read(name)), unreadable);
            } catch (NewerVersionException newer) {
                throw newer;
            } catch (CorruptJournalException damaged) {
                unreadable.add(damaged);
            }
        }
        return new Checkpoints(null, unreadable);
    }

    /** The names of all checkpoints, newest first. */
    public static List<String> names(SideFiles files) throws IOException {
        return files.names().stream()
                .filter(CheckpointFile::isNamed)
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
