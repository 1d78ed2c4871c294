package io.chasqui.broker.journal.chronicle;

import io.chasqui.broker.journal.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the files of a data directory lie and what they are called.
 *
 * <pre>
 *  DIR/chasqui.lock                        held by the process that owns the directory
 *  DIR/journal/segment-10000012.cq4        segments of earlier owners, cut to their end, only read
 *  DIR/journal/live/segment-10000013.cq4   segments of this owner; Chronicle Queue sees only these
 *  DIR/journal/live/segment-10000014.precreated
 *  DIR/journal/newest-segment              says which segment is the newest, see NewestSegment
 *  DIR/journal/index/                      checkpoints, and the index of past segments
 *  DIR/spill/                              volatile payloads
 * </pre>
 *
 * <p>Chronicle Queue names files by the day a cycle begins on and knows no plain number; the number in the name is the
 * day's Modified Julian Day, chosen so that it is the segment number plus ten million.
 */
final class SegmentFiles {
    /** Suffix of a segment. */
    static final String SEGMENT = ".cq4";

    /** Suffix of a prepared segment. */
    static final String PREPARED = ".precreated";

    /** Suffix of what is kept aside. */
    static final String ASIDE = ".torn";

    private static final String PREFIX = "segment-";
    private static final int FIRST_NUMBER = 10_000_000;
    private static final String NOTE = "newest-segment";
    private static final Pattern KEPT =
            Pattern.compile("segment-.*\\.cq4|.*\\.torn|" + NOTE + "(" + Pattern.quote(Disk.UNFINISHED) + ")?");
    private static final Pattern SIDE_FILE = Pattern.compile("(checkpoint|index)-00[0-9]{8}");

    private final Disk disk;
    private final Path journal;
    private final Path live;

    SegmentFiles(Disk disk, Path directory) {
        this.disk = disk;
        this.journal = directory.resolve("journal");
        this.live = journal.resolve("live");
    }

    /** The disk they are on. */
    Disk disk() {
        return disk;
    }

    Path journal() {
        return journal;
    }

    Path live() {
        return live;
    }

    Path sideFiles() {
        return journal.resolve("index");
    }

    /** The note about the newest segment. */
    Path note() {
        return journal.resolve(NOTE);
    }

    Path sealed(int segment) {
        return journal.resolve(name(segment, SEGMENT));
    }

    Path live(int segment) {
        return live.resolve(name(segment, SEGMENT));
    }

    Path prepared(int segment) {
        return live.resolve(name(segment, PREPARED));
    }

    private static String name(int segment, String suffix) {
        return PREFIX + (FIRST_NUMBER + segment) + suffix;
    }

    /** All existing segments, of this and earlier owners. */
    List<Path> segments() throws IOException {
        List<Path> all = new ArrayList<>(sealedSegments());
        all.addAll(liveSegments());
        return all;
    }

    /** Those of earlier owners. */
    List<Path> sealedSegments() throws IOException {
        return disk.list(journal, PREFIX + "*" + SEGMENT);
    }

    /** Those of the last owner, until the next one has put them beside the others. */
    List<Path> liveSegments() throws IOException {
        return disk.list(live, PREFIX + "*" + SEGMENT);
    }

    /** What does not belong to a journal, by its name. What lies in the live directory is not looked at. */
    List<Path> foreign() throws IOException {
        List<Path> foreign = new ArrayList<>(disk.list(journal, "*"));
        foreign.removeAll(List.of(live, sideFiles()));
        foreign.removeIf(file -> isNamed(KEPT, file));
        foreign.addAll(disk.list(sideFiles(), "*"));
        foreign.removeIf(file -> isNamed(SIDE_FILE, file));
        foreign.sort(Comparator.naturalOrder());
        return foreign;
    }

    private static boolean isNamed(Pattern pattern, Path file) {
        return pattern.matcher(file.getFileName().toString()).matches();
    }

    /**
     * The segment number in a file's name.
     *
     * @throws CorruptJournalException when there is none
     */
    static int number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.substring(PREFIX.length(), name.length() - SEGMENT.length());
        if (!digits.matches("[1-9][0-9]{7}") || Integer.parseInt(digits) <= FIRST_NUMBER) {
            throw new CorruptJournalException(
                    file.toString(),
                    0,
                    "no segment is named like that: " + PREFIX + " should be followed by a number above " + FIRST_NUMBER
                            + ".",
                    "Give the file its old name back, or move it away if it does not belong there. Nothing was"
                            + " changed.");
        }
        return Integer.parseInt(digits) - FIRST_NUMBER;
    }
}
