package io.chasqui.broker.inspect;

import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.CorruptJournalException;
import io.chasqui.broker.journal.NewerVersionException;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SegmentSource;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.QueueState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the room of a data directory is needed for.
 *
 * @param segments each segment that is there, or that is not but should be
 * @param checkpoints each intact checkpoint, oldest first
 * @param messages number of waiting messages that the journal keeps, once for each queue and subscription
 */
public record JournalUse(List<SegmentUse> segments, List<CheckpointUse> checkpoints, long messages) {
    /**
     * A checkpoint.
     *
     * @param name its file's name
     * @param sizeBytes length of the file
     * @param head what it stands for
     */
    public record CheckpointUse(String name, long sizeBytes, CheckpointHead head) {}

    /** Bytes that waiting messages and prepared branches need. */
    public long liveBytes() {
        return segments.stream().mapToLong(SegmentUse::liveBytes).sum();
    }

    /**
     * Reads a directory as a start would, but for opening it.
     *
     * @param directory the directory
     * @param listener is told what is wrong with checkpoints and indexes; an earlier one is used then
     * @throws CorruptJournalException when no start is possible
     * @throws IOException when something cannot be read
     */
    public static JournalUse of(JournalDirectory directory, Consumer<Finding> listener) throws IOException {
        Findings findings = new Findings(directory.path(), listener);
        SideFileSurvey sideFiles = new SideFileSurvey(directory.sideFiles(), findings);
        sideFiles.run();
        Tally tally = new Tally();
        StateReplay replay = start(directory, sideFiles.checkpoints(), findings);
        LivePayloads.visit(replay.state(), tally);
        long messages = replay.state().queues().stream()
                .filter(queue -> !queue.isVolatile())
                .mapToLong(QueueState::size)
                .sum();
        return new JournalUse(
                tally.segments(directory, sideFiles.checkpoints()),
                sideFiles.checkpoints().stream()
                        .map(file -> new CheckpointUse(file.name(), file.bytes().length, file.head()))
                        .toList(),
                messages);
    }

    private static StateReplay start(JournalDirectory directory, List<CheckpointFile> checkpoints, Findings findings)
            throws IOException {
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            try {
                return start(directory, checkpoints.get(i));
            } catch (NewerVersionException newer) {
                throw newer;
            } catch (CorruptJournalException damaged) {
                findings.add(damaged);
            } catch (NoSuchFileException missing) {
                findings.add(Finding.damage(
                        missing.getFile(),
                        0,
                        "the file is missing.",
                        "Run 'chasqui journal verify' on the directory."));
            }
        }
        return start(directory, (CheckpointFile) null);
    }

    private static StateReplay start(JournalDirectory directory, @Nullable CheckpointFile base) throws IOException {
        StateReplay replay = StateReplay.from(directory, base);
        replay.run(Long.MAX_VALUE - 1, () -> {});
        return replay;
    }

    /** Adds up who needs what. */
    private static final class Tally implements LivePayloads.Visitor {
        private final SortedMap<Integer, SortedMap<String, long[]>> bySegment = new TreeMap<>();

        @Override
        public void message(QueueState queue, long sequence, Place place, long share) {
            add(place.segment(), holder(queue), share);
        }

        @Override
        public void branch(BranchState branch, Place place) {
            add(place.segment(), "prepared branch " + branch.number(), place.length());
        }

        private void add(int segment, String holder, long bytes) {
            long[] sums = bySegment
                    .computeIfAbsent(segment, any -> new TreeMap<>())
                    .computeIfAbsent(holder, any -> new long[2]);
            sums[0]++;
            sums[1] += bytes;
        }

        private static String holder(QueueState queue) {
            SubscriptionDefinition subscription = queue.subscription();
            if (subscription == null) {
                return queue.destination().toString();
            }
            String client = subscription.clientIdentifier();
            return "subscription " + subscription.name() + " of topic " + subscription.topic()
                    + (client == null ? "" : " (client " + client + ")");
        }

        List<SegmentUse> segments(JournalDirectory directory, List<CheckpointFile> checkpoints) throws IOException {
            TreeMap<Integer, SegmentSource> sources = new TreeMap<>();
            directory.segments().forEach(source -> sources.put(source.number(), source));
            SortedMap<Integer, @Nullable SegmentSource> all = new TreeMap<>(sources);
            bySegment.keySet().forEach(number -> all.putIfAbsent(number, null));
            List<SegmentUse> uses = new ArrayList<>();
            all.forEach((number, source) -> uses.add(use(number, source, directory, checkpoints)));
            return uses;
        }

        private SegmentUse use(
                int number,
                @Nullable SegmentSource source,
                JournalDirectory directory,
                List<CheckpointFile> checkpoints) {
            List<SegmentUse.Pin> pins = new ArrayList<>();
            SortedMap<String, long[]> holders = bySegment.getOrDefault(number, new TreeMap<>());
            holders.forEach((holder, sums) -> pins.add(new SegmentUse.Pin(holder, sums[0], sums[1])));
            pins.sort(Comparator.comparingLong(SegmentUse.Pin::bytes).reversed());
            return new SegmentUse(
                    number,
                    directory.path().relativize(directory.segmentFile(number)).toString(),
                    source == null ? 0 : source.sizeBytes(),
                    pins.stream().mapToLong(SegmentUse.Pin::bytes).sum(),
                    pins.stream().mapToLong(SegmentUse.Pin::messages).sum(),
                    pins,
                    checkpoints.stream()
                            .filter(file -> file.head().tailSegment() <= number)
                            .map(CheckpointFile::name)
                            .toList());
        }
    }
}
