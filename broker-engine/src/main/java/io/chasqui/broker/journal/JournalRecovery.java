package io.chasqui.broker.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the segments found after any kind of end are worth. It only reads.
 *
 * <ol>
 *   <li>A newest segment without an intact head was being created: it is discarded, unless a batch in it proves that the
 *       head had been on the disk.
 *   <li>The segments of a newest owner that did not finish writing the old tail again are discarded, see
 *       {@link SegmentHead}.
 *   <li>Every segment but the last must be good up to where the next one cut it; what lies beyond does not count.
 *   <li>The last segment is good up to its first bad place. When a later intact batch knows that the bad place was on the
 *       disk, recovery stops; otherwise it is a torn tail and left out.
 *   <li>The durable sequence is the highest watermark or cut among all good batches, or what a later checkpoint holds.
 * </ol>
 *
 * <p>Numbers without a gap, sequences without a gap, one epoch per segment: whatever breaks this stops recovery with a
 * {@link CorruptJournalException}.
 *
 * <p>Tools read beside a broker that writes. What proves that a place had been on the disk was written after it; so a place
 * that was bad before its proof was seen is read again before it counts as damage. What has come since is left out.
 */
public final class JournalRecovery {
    private final List<SegmentScanner> scanners = new ArrayList<>();
    private final List<SegmentHead> heads = new ArrayList<>();
    private final List<DiscardedSegment> discarded = new ArrayList<>();
    private final @Nullable CheckpointHead base;
    private final long proven;
    private int greatestEpoch;

    private JournalRecovery(@Nullable CheckpointHead base, long proven) {
        this.base = base;
        this.proven = proven;
        this.greatestEpoch = base == null ? 0 : base.ownerEpoch();
    }

    /**
     * Verifies every batch behind a checkpoint, or of the whole journal.
     *
     * @param segments all segments that are there, in any order; those before the checkpoint's tail are not read
     * @param base the checkpoint to start from, null if there is none
     * @return what they hold
     * @throws CorruptJournalException when they contradict what was proven to be on the disk
     * @throws IOException when they cannot be read
     */
    public static RecoveredJournal read(List<? extends SegmentSource> segments, @Nullable CheckpointHead base)
            throws IOException {
        return read(segments, base, 0);
    }

    /**
     * The same when more is known.
     *
     * @param segments all segments that are there
     * @param base the checkpoint to start from, null if there is none
     * @param proven the last batch of a checkpoint that is passed over: all up to it was on the disk; 0 if none is
     * @return what they hold
     * @throws CorruptJournalException when they contradict what was proven to be on the disk
     * @throws IOException when they cannot be read
     */
    public static RecoveredJournal read(
            List<? extends SegmentSource> segments, @Nullable CheckpointHead base, long proven) throws IOException {
        JournalRecovery recovery = new JournalRecovery(base, proven);
        recovery.readHeads(base == null ? segments : behind(base, segments));
        boolean newestDropped = true;
        while (newestDropped) {
            newestDropped = recovery.discardUnestablished();
        }
        return recovery.readBatches();
    }

    /**
     * A checkpoint that is taken when a segment begins has that one behind it, and one of a clean stop has nothing. But the
     * last segment that it covers is always there: none goes before two later checkpoints are taken.
     */
    private static List<? extends SegmentSource> behind(CheckpointHead base, List<? extends SegmentSource> segments) {
        int covered = base.tailSegment() - 1;
        List<? extends SegmentSource> tail =
                segments.stream().filter(segment -> segment.number() > covered).toList();
        if (tail.isEmpty() && segments.stream().noneMatch(segment -> segment.number() == covered)) {
            throw new CorruptJournalException(
                    "segment " + covered,
                    0,
                    "it is missing, the last one that the checkpoint covers, and there is none behind it.",
                    "It was on the disk when that checkpoint was taken, so the broker does not start without it. Nothing"
                            + " was changed. Restore it, and what came behind it, from a backup.");
        }
        return tail;
    }

    private void readHeads(List<? extends SegmentSource> segments) throws IOException {
        List<SegmentSource> ordered = new ArrayList<>(segments);
        ordered.sort(Comparator.comparingInt(SegmentSource::number));
        for (int i = 0; i < ordered.size(); i++) {
            SegmentSource source = ordered.get(i);
            SegmentScanner scanner = new SegmentScanner(source);
            if (i > 0 && source.number() != ordered.get(i - 1).number() + 1) {
                throw CorruptJournalException.damaged(
                        source, 0, "segment " + (source.number() - 1) + ", which comes before it, is missing.");
            }
            SegmentHead head = scanner.head();
            if (head == null && i < ordered.size() - 1) {
                throw CorruptJournalException.damaged(source, 0, "the segment's head is not intact.");
            }
            if (head == null) {
                head = headWrittenMeanwhile(scanner);
            }
            if (head != null) {
                requireSuccessor(source, head);
                scanners.add(scanner);
                heads.add(head);
                greatestEpoch = Math.max(greatestEpoch, head.ownerEpoch());
            }
        }
    }

    private void requireSuccessor(SegmentSource source, SegmentHead head) {
        if (heads.isEmpty()) {
            requireBeginning(source, head);
            return;
        }
        SegmentHead previous = heads.get(heads.size() - 1);
        boolean epochFits = head.kind().starts()
                ? head.ownerEpoch() > previous.ownerEpoch()
                : head.ownerEpoch() == previous.ownerEpoch();
        if (head.previousSegment() != previous.segment() || head.cutSequence() < previous.cutSequence() || !epochFits) {
            throw CorruptJournalException.damaged(
                    source, 0, "the segment's head " + head + " does not continue " + previous + ".");
        }
    }

    /** The first segment continues the checkpoint, or needs none. */
    private void requireBeginning(SegmentSource source, SegmentHead head) {
        if (base == null) {
            boolean mayBeFirst = head.kind().hasState() && proven == 0; // else what was before may have been copied
            if (head.previousSegment() != 0 && !mayBeFirst) {
                throw CorruptJournalException.damaged(
                        source,
                        0,
                        "the journal begins here, but this segment continues segment " + head.previousSegment()
                                + ", and there is no checkpoint that can be read.");
            }
        } else if (source.number() != base.tailSegment()) {
            throw CorruptJournalException.damaged(
                    source, 0, "segment " + base.tailSegment() + ", which the checkpoint needs, is missing.");
        } else if (head.cutSequence() != base.sequence()) {
            throw CorruptJournalException.damaged(
                    source,
                    0,
                    "the segment continues batch " + head.cutSequence() + ", but the checkpoint ends with batch "
                            + base.sequence() + ".");
        }
    }

    /** Discards the newest segment; but a broker that is at work may have written its head since, which is the answer then. */
    private @Nullable SegmentHead headWrittenMeanwhile(SegmentScanner scanner) throws IOException {
        long rollProof = base == null ? 1 : base.sequence() + 1;
        long startProof = rollProof;
        int epoch = base == null ? 0 : base.ownerEpoch();
        if (!scanners.isEmpty()) {
            SegmentScan previous = scanLast();
            rollProof = previous.lastSequence() + 1;
            startProof = durable(previous) + 1;
            epoch = previous.head().ownerEpoch();
        }
        long sameOwner = rollProof;
        long newOwner = startProof;
        int previousEpoch = epoch;
        LaterBatchSearch search = scanner.search();
        if (search.search(
                0, batch -> batch.watermark() >= (batch.ownerEpoch() > previousEpoch ? newOwner : sameOwner))) {
            SegmentHead written = scanner.head();
            if (written != null) {
                return written;
            }
            throw CorruptJournalException.damaged(
                    scanner.source(),
                    0,
                    "the segment's head is not intact, but the batch at offset " + search.foundAt()
                            + " proves that it was.");
        }
        boolean holdsData = search.dataBytes(scanner.headless() + Integer.BYTES) > 0;
        discarded.add(new DiscardedSegment(scanner.source(), holdsData));
        return null;
    }

    /** Drops the segments of the newest owner if it did not finish taking over; true if it dropped any. */
    private boolean discardUnestablished() throws IOException {
        int start = newestStart();
        if (start <= 0 || heads.get(start).complete()) {
            return false;
        }
        long proof = heads.get(start).cutSequence() + 1;
        for (int i = start; i < scanners.size(); i++) {
            SegmentScanner scanner = scanners.get(i);
            SegmentScan scan = scanner.scan(Long.MAX_VALUE, JournalRecovery::ignore);
            if (scan.watermark() >= proof
                    || scanner.search().search(scan.stoppedAt(), batch -> batch.watermark() >= proof)) {
                return false;
            }
        }
        for (int i = scanners.size() - 1; i >= start; i--) {
            discarded.add(new DiscardedSegment(scanners.remove(i).source(), true));
            heads.remove(i);
        }
        return true;
    }

    private int newestStart() {
        int index = heads.size() - 1;
        while (index >= 0 && !heads.get(index).kind().starts()) {
            index--;
        }
        return index;
    }

    private RecoveredJournal readBatches() throws IOException {
        ChainTracker chains = new ChainTracker();
        List<SegmentScan> scans = new ArrayList<>();
        for (int i = 0; i < scanners.size() - 1; i++) {
            long cut = heads.get(i + 1).cutSequence();
            SegmentScanner scanner = scanners.get(i);
            SegmentScan scan = scanner.scan(cut, batch -> chains.accept(batch.header()));
            if (scan.lastSequence() < cut) {
                throw CorruptJournalException.damaged(
                        scanner.source(),
                        scan.stoppedAt(),
                        "batch " + (scan.lastSequence() + 1) + " was expected, " + reason(scan.fault())
                                + " The next segment continues behind batch " + cut + ".");
            }
            scans.add(scan);
        }
        RecoverySummary summary = base == null
                ? new RecoverySummary(greatestEpoch, 0, 0, 0, 0, 0)
                : new RecoverySummary(greatestEpoch, base.sequence(), base.sequence(), 0, base.tailSegment() - 1, 0);
        if (!scanners.isEmpty()) {
            SegmentScanner last = scanners.get(scanners.size() - 1);
            SegmentScan scan = last.scan(Long.MAX_VALUE, batch -> chains.accept(batch.header()));
            scans.add(scan);
            requireProven(last, scan);
            summary = summary(scan, tornBytes(last, scan));
        }
        return new RecoveredJournal(summary, scanners, scans, discarded, chains.finish());
    }

    private RecoverySummary summary(SegmentScan last, long cutBytes) {
        return new RecoverySummary(
                greatestEpoch,
                durable(last),
                last.lastSequence(),
                heads.get(0).segment(),
                last.head().segment(),
                cutBytes);
    }

    private void requireProven(SegmentScanner last, SegmentScan scan) {
        if (scan.lastSequence() < proven) {
            throw CorruptJournalException.damaged(
                    last.source(),
                    scan.stoppedAt(),
                    "batch " + (scan.lastSequence() + 1) + " was expected, " + reason(scan.fault())
                            + " A checkpoint proves that everything up to batch " + proven + " had been there.");
        }
    }

    private SegmentScan scanLast() throws IOException {
        SegmentScanner last = scanners.get(scanners.size() - 1);
        SegmentScan scan = last.scan(Long.MAX_VALUE, JournalRecovery::ignore);
        tornBytes(last, scan);
        return scan;
    }

    private long durable(SegmentScan last) {
        return Math.max(proven, Math.max(last.watermark(), last.head().cutSequence()));
    }

    private static long tornBytes(SegmentScanner scanner, SegmentScan scan) throws IOException {
        long next = scan.lastSequence() + 1;
        LaterBatchSearch search = scanner.search();
        if (search.search(scan.stoppedAt(), batch -> batch.sequence() > next && batch.watermark() >= next)) {
            SegmentScan again = scanner.scan(next, JournalRecovery::ignore);
            if (again.lastSequence() == next) {
                return 0;
            }
            throw CorruptJournalException.damaged(
                    scanner.source(),
                    again.stoppedAt(),
                    "batch " + next + " was expected, " + reason(again.fault()) + " The batch at offset "
                            + search.foundAt() + " proves that it had been there.");
        }
        return search.dataBytes(scan.stoppedAt());
    }

    private static void ignore(RecoveredBatch batch) {
        // only the scan's result is wanted
    }

    private static String reason(@Nullable String fault) {
        return fault == null ? "but the data ends." : "but " + fault;
    }
}
