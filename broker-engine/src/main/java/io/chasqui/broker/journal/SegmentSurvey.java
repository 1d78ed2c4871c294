package io.chasqui.broker.journal;

import io.chasqui.protocol.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every segment that exists, those that no start would read among them, and reports for each what is wrong instead
 * of stopping. Segments may be missing between others: whether one is missed is for whoever knows the checkpoints to say.
 */
public final class SegmentSurvey {
    private final List<SegmentScanner> scanners = new ArrayList<>();
    private final List<@Nullable SegmentHead> heads = new ArrayList<>();
    private final List<List<CorruptJournalException>> damage = new ArrayList<>();
    private final long proven;

    private SegmentSurvey(List<? extends SegmentSource> segments, long proven) throws IOException {
        this.proven = proven;
        for (SegmentSource source : segments) {
            SegmentScanner scanner = new SegmentScanner(source);
            List<CorruptJournalException> found = new ArrayList<>(0);
            scanners.add(scanner);
            heads.add(head(scanner, found));
            damage.add(found);
        }
    }

    /**
     * Reads segments.
     *
     * @param segments in order
     * @param proven a batch that was on the disk, as a checkpoint says, and all before it; 0 if there is none
     * @param visitor sees each good batch that counts
     * @return a report for each
     * @throws NewerVersionException when a newer version has written one
     * @throws IOException when one cannot be read
     */
    public static List<SegmentReport> of(
            List<? extends SegmentSource> segments, long proven, Consumer<RecoveredBatch> visitor) throws IOException {
        SegmentSurvey survey = new SegmentSurvey(segments, proven);
        List<SegmentReport> reports = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            reports.add(survey.read(i, visitor));
        }
        return reports;
    }

    private static @Nullable SegmentHead head(SegmentScanner scanner, List<CorruptJournalException> found)
            throws IOException {
        try {
            return scanner.head();
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException damaged) {
            found.add(damaged);
            return null;
        }
    }

    private SegmentReport read(int index, Consumer<RecoveredBatch> visitor) throws IOException {
        SegmentScanner scanner = scanners.get(index);
        SegmentHead head = heads.get(index);
        List<CorruptJournalException> found = damage.get(index);
        if (head == null) {
            if (found.isEmpty() && !isNewest(index)) {
                found.add(CorruptJournalException.damaged(scanner.source(), 0, "the segment's head is not intact."));
            }
            return new SegmentReport(scanner.source(), null, 0, 0, found);
        }
        SegmentHead next = isFollowed(index) ? heads.get(index + 1) : null;
        checkNeighbours(index, head, next);
        Count count = new Count(scanner.source(), visitor, found);
        long cut = next == null ? Long.MAX_VALUE : next.cutSequence();
        try {
            SegmentScan scan = scanner.scan(cut, count);
            if (isShort(index, scan, next)) {
                found.add(missing(scanner.source(), scan));
            }
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException damaged) {
            found.add(damaged);
        }
        return new SegmentReport(scanner.source(), head, count.batches, count.lastSequence, found);
    }

    private void checkNeighbours(int index, SegmentHead head, @Nullable SegmentHead next) {
        if (next == null) {
            return;
        }
        boolean epochFits =
                next.kind().starts() ? next.ownerEpoch() > head.ownerEpoch() : next.ownerEpoch() == head.ownerEpoch();
        if (next.previousSegment() != head.segment() || next.cutSequence() < head.cutSequence() || !epochFits) {
            damage.get(index + 1)
                    .add(CorruptJournalException.damaged(
                            scanners.get(index + 1).source(),
                            0,
                            "the segment's head " + next + " does not continue " + head + "."));
        }
    }

    /** Whether batches are missing at the end. */
    private boolean isShort(int index, SegmentScan scan, @Nullable SegmentHead next) {
        if (next != null) {
            return scan.lastSequence() < next.cutSequence();
        }
        boolean mayBeTorn = isNewest(index) || isFollowed(index);
        return mayBeTorn ? scan.lastSequence() < proven : scan.fault() != null;
    }

    private static CorruptJournalException missing(SegmentSource source, SegmentScan scan) throws IOException {
        LaterBatchSearch search = new LaterBatchSearch(new SegmentWindow(source));
        boolean more = search.search(scan.stoppedAt() + 1, batch -> true);
        String fault = scan.fault() == null ? "the data ends." : scan.fault();
        return CorruptJournalException.damaged(
                source,
                scan.stoppedAt(),
                "batch " + (scan.lastSequence() + 1) + " was expected, but " + fault
                        + (more ? " The next intact batch is at offset " + search.foundAt() + "." : ""));
    }

    private boolean isFollowed(int index) {
        return index + 1 < scanners.size() && number(index + 1) == number(index) + 1;
    }

    /** Whether it is the last one, which may have been cut off by a crash at any place. */
    private boolean isNewest(int index) {
        return index == scanners.size() - 1;
    }

    private int number(int index) {
        return scanners.get(index).source().number();
    }

    /** Counts batches, and notes those that whoever looks at them finds malformed. */
    private static final class Count implements Consumer<RecoveredBatch> {
        private final SegmentSource source;
        private final Consumer<RecoveredBatch> visitor;
        private final List<CorruptJournalException> found;
        private long batches;
        private long lastSequence;

        Count(SegmentSource source, Consumer<RecoveredBatch> visitor, List<CorruptJournalException> found) {
            this.source = source;
            this.visitor = visitor;
            this.found = found;
        }

        @Override
        public void accept(RecoveredBatch batch) {
            batches++;
            lastSequence = batch.header().sequence();
            try {
                visitor.accept(batch);
            } catch (WireFormatException unknown) {
                found.add(CorruptJournalException.unreadable(
                        source, batch.fileOffset() - BatchFormat.HEADER_BYTES, unknown));
            }
        }
    }
}
