package io.chasqui.broker.inspect;

import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.DamagedSideFileException;
import io.chasqui.broker.journal.DiscardedSegment;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.SegmentReport;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.SegmentSurvey;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies all of a data directory, more than any start does:
 *
 * <ol>
 *   <li>every batch of every segment that exists, and how segments continue each other;
 *   <li>every checkpoint and every index, all their rows among them;
 *   <li>from each checkpoint, and from the beginning where that is still there: that a start would succeed, and that replay
 *       up to the next checkpoint gives the state that is in it;
 *   <li>the payload of every waiting message, at its place.
 * </ol>
 *
 * <p>Memory grows with the number of queues, sessions and delayed or released messages, not with that of messages.
 */
public final class JournalVerification {
    private static final int KEPT_CHECKPOINTS = 2;
    private static final RecoverySummary NOTHING = new RecoverySummary(0, 0, 0, 0, 0, 0);

    private final JournalDirectory directory;
    private final Findings findings;
    private RecoverySummary found = NOTHING;
    private int comparisons;

    private JournalVerification(JournalDirectory directory, Consumer<Finding> listener) {
        this.directory = directory;
        this.findings = new Findings(directory.path(), listener);
    }

    /**
     * Verifies a directory.
     *
     * @param directory the directory, best one that no broker uses
     * @param listener is told of what is found, at once
     * @return what it comes to
     * @throws NewerVersionException when a newer version has written something
     * @throws IOException when something cannot be read
     */
    public static Verdict run(JournalDirectory directory, Consumer<Finding> listener) throws IOException {
        return new JournalVerification(directory, listener).verify();
    }

    private Verdict verify() throws IOException {
        int noted = noted();
        SideFileSurvey sideFiles = new SideFileSurvey(directory.sideFiles(), findings);
        sideFiles.run();
        List<SegmentSource> segments = directory.segments();
        newest(noted, segments);
        long proven = sideFiles.checkpoints().stream()
                .mapToLong(file -> file.head().sequence())
                .max()
                .orElse(0);
        List<SegmentReport> reports = SegmentSurvey.of(segments, proven, JournalVerification::decode);
        Set<Integer> discarded = discarded(sideFiles.checkpoints(), segments);
        reports.stream()
                .filter(report -> !discarded.contains(report.source().number()))
                .forEach(report -> damage(report, sideFiles.checkpoints()));
        duplicates(segments);
        PayloadSurvey payloads = new PayloadSurvey(directory, findings);
        states(bases(sideFiles.checkpoints(), reports), payloads);
        payloads.finish();
        return new Verdict(
                found,
                segments.size(),
                reports.stream().mapToLong(SegmentReport::batches).sum(),
                sideFiles.checkpoints().size(),
                sideFiles.indexes(),
                comparisons,
                payloads.count(),
                payloads.bytes(),
                findings.damages());
    }

    /** The newest segment that is noted, 0 if that is not known. */
    private int noted() throws IOException {
        try {
            return directory.newestNoted();
        } catch (DamagedSideFileException damaged) {
            findings.add(damaged);
            return 0;
        }
    }

    private void newest(int noted, List<SegmentSource> segments) {
        try {
            directory.requireNoted(
                    noted,
                    segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number());
        } catch (CorruptJournalException missing) {
            findings.add(missing);
        }
    }

    private static void decode(RecoveredBatch batch) {
        if (batch.header().flags() != BatchHeader.SEGMENT_HEAD) {
            WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
            EventCodec.readAll(body, batch.segment(), batch.fileOffset() - batch.offset());
        }
    }

    /** Segments that do not count, whatever is in them. */
    private static Set<Integer> discarded(List<CheckpointFile> checkpoints, List<SegmentSource> segments)
            throws IOException {
        CheckpointHead newest = checkpoints.isEmpty()
                ? null
                : checkpoints.get(checkpoints.size() - 1).head();
        try {
            return JournalRecovery.read(segments, newest).discarded().stream()
                    .map(segment -> segment.source().number())
                    .collect(Collectors.toSet());
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException toBeReported) {
            return Set.of();
        }
    }

    private void damage(SegmentReport report, List<CheckpointFile> checkpoints) {
        boolean read = checkpoints.stream()
                .allMatch(file -> file.head().tailSegment() <= report.source().number());
        for (CorruptJournalException damaged : report.damage()) {
            if (read) {
                findings.add(damaged);
            } else {
                findings.add(Finding.damage(
                        damaged.file(),
                        damaged.offset(),
                        damaged.reason(),
                        "A start from the newest checkpoint does not read this, but messages that wait in the segment"
                                + " may be lost; those are named below. Check the disk, and restore the file from a"
                                + " backup."));
            }
        }
    }

    private void duplicates(List<SegmentSource> segments) {
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).number() == segments.get(i - 1).number()) {
                findings.add(Finding.damage(
                        segments.get(i).name(),
                        0,
                        "segment " + segments.get(i).number() + " is there twice: the other is "
                                + segments.get(i - 1).name() + ".",
                        "Move away the one that was put there by hand."));
            }
        }
    }

    /** What a start could begin from, oldest first; null for the beginning of the journal. Two checkpoints are kept. */
    private static List<@Nullable CheckpointFile> bases(List<CheckpointFile> all, List<SegmentReport> reports) {
        List<CheckpointFile> checkpoints = all.subList(Math.max(0, all.size() - KEPT_CHECKPOINTS), all.size());
        List<@Nullable CheckpointFile> bases = new ArrayList<>();
        if (checkpoints.isEmpty()
                || reachesBack(reports, checkpoints.get(0).head().tailSegment())) {
            bases.add(null);
        }
        bases.addAll(checkpoints);
        return bases;
    }

    /** Whether everything from the beginning of the journal up to a segment is there. */
    private static boolean reachesBack(List<SegmentReport> reports, int segment) {
        int expected = 0;
        for (SegmentReport report : reports) {
            int number = report.source().number();
            if (expected == 0 && (report.head() == null || report.head().previousSegment() != 0)) {
                return false;
            }
            if (expected != 0 && number != expected && number <= segment) {
                return false;
            }
            expected = number + 1;
        }
        return expected >= segment;
    }

    private void states(List<@Nullable CheckpointFile> bases, PayloadSurvey payloads) throws IOException {
        Prints before = null;
        for (int i = 0; i < bases.size(); i++) {
            CheckpointFile base = bases.get(i);
            CheckpointFile next = i + 1 < bases.size() ? bases.get(i + 1) : null;
            before = attempt(base, next, before, payloads);
        }
    }

    /**
     * Starts from somewhere, as far as it goes.
     *
     * @param base where to start
     * @param next the checkpoint behind it, null for the newest
     * @param before what the start before has come to, null for nothing
     */
    private @Nullable Prints attempt(
            @Nullable CheckpointFile base,
            @Nullable CheckpointFile next,
            @Nullable Prints before,
            PayloadSurvey payloads)
            throws IOException {
        try {
            return start(base, next, before, payloads);
        } catch (NewerVersionException newer) {
            throw newer;
        } catch (CorruptJournalException damaged) {
            findings.add(damaged);
        } catch (NoSuchFileException missing) {
            findings.add(Finding.damage(
                    missing.getFile(),
                    0,
                    "the file is missing" + (base == null ? "." : "; " + base.name() + " needs it."),
                    "Restore it from a backup, or move that checkpoint away to start from the one before."));
        }
        return null;
    }

    private Prints start(
            @Nullable CheckpointFile base,
            @Nullable CheckpointFile next,
            @Nullable Prints before,
            PayloadSurvey payloads)
            throws IOException {
        StateReplay replay = StateReplay.from(directory, base);
        if (next == null) {
            found = replay.summary();
            notes(replay);
        }
        if (base != null && before != null) {
            compare(base.name(), "the state in it", before.atNext, StatePrint.of(replay.state()));
        }
        List<StatePrint> atNext = new ArrayList<>(1);
        long pause = next == null ? Long.MAX_VALUE - 1 : next.head().sequence();
        replay.run(pause, () -> atNext.add(StatePrint.of(replay.state())));
        StatePrint end = next == null ? atNext.get(0) : StatePrint.of(replay.state());
        long last = replay.summary().lastSequence();
        if (base != null && before != null && before.last == last) {
            compare(base.name(), "the state at the end of the journal, started from it,", before.atEnd, end);
        }
        if (next == null) {
            LivePayloads.visit(replay.state(), payloads);
        }
        return new Prints(atNext.get(0), end, last);
    }

    /** The states that a start has come to: at the next checkpoint and at the end, which a running broker moves. */
    private record Prints(StatePrint atNext, StatePrint atEnd, long last) {}

    private void compare(String checkpoint, String what, StatePrint replayed, StatePrint stored) {
        comparisons++;
        List<String> differences = replayed.differences(stored);
        if (!differences.isEmpty()) {
            findings.add(Finding.damage(
                    SideFileSurvey.path(checkpoint),
                    0,
                    what + " is not what replay gives: " + String.join("; ", differences) + ".",
                    "Keep a copy of the directory and report it; a start from the checkpoint before gives the other"
                            + " state."));
        }
    }

    private void notes(StateReplay replay) {
        RecoverySummary summary = replay.summary();
        for (DiscardedSegment discarded : replay.journal().discarded()) {
            findings.add(Finding.note(
                    discarded.source().name(),
                    0,
                    "the segment was not finished by its broker and does not count.",
                    "Nothing to do: the next start puts it aside. It holds nothing that was confirmed."));
        }
        if (summary.cutBytes() > 0) {
            findings.add(Finding.note(
                    directory.segmentFile(summary.lastSegment()).toString(),
                    replay.journal().goodEnd(summary.lastSegment()),
                    "the tail is torn: " + summary.cutBytes() + " bytes do not count.",
                    "Nothing to do: the next start cuts them off. They were never confirmed."));
        }
    }
}
