package io.chasqui.broker.loop;

import io.chasqui.broker.checkpoint.Capture;
import io.chasqui.broker.index.IndexFile;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.Checkpoints;
import io.chasqui.broker.journal.FailureReason;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.state.BrokerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a checkpoint whenever a segment is full, if none is under way. The picture is taken in slices by the baton's
 * holder; writing it, and the index of the segments it refers to, is done elsewhere. The newest two are kept, and all
 * segments from the tail of the older one on, so that a damaged checkpoint costs nothing but time. Both refer to the same
 * index files, which are therefore never written anew while one of them may need what they hold.
 *
 * <p>A checkpoint that cannot be written is not the end: the journal is complete without it. It is logged, and the next one
 * is tried with the next segment.
 */
final class Checkpointer implements RollListener {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final int QUEUES_PER_TURN = 64;
    private static final int QUEUES_PER_TICK = 2_048;

    private final BrokerState state;
    private final JournalWriter writer;
    private final SideFiles files;
    private final LongSupplier clockMillis;
    private final Executor background;
    private final Executor shard;
    private final Set<Integer> indexed = new HashSet<>();
    private final Map<Integer, IndexFile> written = new ConcurrentHashMap<>();
    private @Nullable Pending capture;
    private boolean writing;
    private Kept newest;
    private Kept previous;

    /** A picture that is being taken. */
    private record Pending(CheckpointHead head, Capture capture) {}

    /** A checkpoint on the disk. */
    private record Kept(String name, int tailSegment, Set<Integer> segments) {
        static final Kept NONE = new Kept("", 0, Set.of());
    }

    /**
     * Takes none yet.
     *
     * @param recovered what the broker started from
     * @param clockMillis the broker's clock
     * @param background does what takes long
     * @param shard does work with the baton
     */
    Checkpointer(RecoveredShard recovered, LongSupplier clockMillis, Executor background, Executor shard) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.files = recovered.sideFiles();
        this.clockMillis = clockMillis;
        this.background = background;
        this.shard = shard;
        CheckpointFile from = recovered.checkpoint();
        this.newest =
                from == null ? Kept.NONE : new Kept(from.name(), from.head().tailSegment(), storedSegments());
        this.previous = new Kept("", recovered.previousTail(), Set.of());
        indexed.addAll(newest.segments);
    }

    private Set<Integer> storedSegments() {
        Set<Integer> segments = new HashSet<>();
        state.segments()
                .allRuns()
                .forEach(runs -> runs.runs().stream().filter(Run::stored).forEach(run -> segments.add(run.segment())));
        return segments;
    }

    @Override
    public void rolled(int segment, long covered) {
        if (capture == null && !writing) {
            begin(segment, covered);
        }
    }

    private void begin(int tailSegment, long covered) {
        CheckpointHead head = new CheckpointHead(tailSegment, covered, writer.ownerEpoch(), clockMillis.getAsLong());
        capture = new Pending(head, Capture.begin(state));
    }

    /** The segment with which a start from the older checkpoint begins: those before are read for their payloads only. */
    int floor() {
        return previous.tailSegment;
    }

    /** The segment with which a start from the newest checkpoint begins, 0 if there is none. */
    int newestTail() {
        return newest.tailSegment;
    }

    /** Goes on with a picture that is being taken, a little. */
    void turn() {
        if (capture != null) {
            slice(QUEUES_PER_TURN);
        }
    }

    /** Goes on with a picture that is being taken. */
    void tick() {
        if (capture != null) {
            slice(QUEUES_PER_TICK);
        }
    }

    /** Whether a checkpoint is under way. */
    boolean busy() {
        return capture != null || writing;
    }

    /**
     * Takes a last checkpoint, of everything, when nothing will be appended any more and all of it is on the disk. Not while
     * the background works.
     */
    void last() {
        begin(writer.journal().segment() + 1, writer.lastSequence());
        Pending taken = capture;
        if (taken != null) {
            boolean unused = taken.capture.slice(Integer.MAX_VALUE);
            capture = null;
            store(taken, Runnable::run, Set.copyOf(indexed));
        }
    }

    private void slice(int queues) {
        Pending pending = capture;
        if (pending != null && pending.capture.slice(queues)) {
            capture = null;
            writing = true;
            Set<Integer> before = Set.copyOf(indexed);
            background.execute(() -> store(pending, shard, before));
        }
    }

    /**
     * Writes what is missing of the index, and the checkpoint.
     *
     * @param after takes what is to be done with the baton
     * @param before segments whose rows are read from their files already
     */
    private void store(Pending pending, Executor after, Set<Integer> before) {
        try {
            TreeMap<Integer, List<Run>> runs = new TreeMap<>();
            pending.capture
                    .runs()
                    .forEach(run -> runs.computeIfAbsent(run.segment(), each -> new ArrayList<>())
                            .add(run));
            for (Map.Entry<Integer, List<Run>> each : runs.entrySet()) {
                int segment = each.getKey();
                if (!before.contains(segment) && !written.containsKey(segment)) {
                    IndexFile.write(files, segment, each.getValue());
                    written.put(segment, IndexFile.open(files, segment));
                }
            }
            CheckpointFile file = CheckpointFile.of(pending.head, pending.capture.bytes());
            files.publish(file.name(), out -> out.write(file.bytes(), 0, file.bytes().length));
            Kept kept = new Kept(file.name(), pending.head.tailSegment(), Set.copyOf(runs.keySet()));
            after.execute(() -> stored(kept, pending.capture.runs()));
        } catch (IOException | RuntimeException failed) { // whatever it is, the journal is complete without it
            LOG.warn(
                    "No checkpoint could be written at segment {}; the next start takes longer, and old segments stay"
                            + " for now. Another one is tried with the next segment. Reason: {}.",
                    pending.head.tailSegment(),
                    reason(failed));
            after.execute(() -> writing = false);
        }
    }

    private static String reason(Exception failed) {
        return failed instanceof IOException refused ? FailureReason.of(refused) : failed.toString();
    }

    /** A checkpoint is on the disk: rows are read from their files from now on, and what only older ones needed goes. */
    private void stored(Kept kept, List<Run> runs) {
        for (Run run : runs) {
            IndexFile file = written.get(run.segment());
            if (file != null && !run.stored()) {
                run.storedAs(file.run(run.number()));
            }
        }
        indexed.addAll(written.keySet());
        written.clear();
        previous = newest;
        newest = kept;
        Set<Integer> needed = new HashSet<>(newest.segments);
        needed.addAll(previous.segments);
        indexed.retainAll(needed);
        List<String> checkpoints = List.of(newest.name, previous.name);
        background.execute(() -> cleanUp(checkpoints, needed));
    }

    private void cleanUp(List<String> checkpoints, Set<Integer> needed) {
        try {
            for (String name : Checkpoints.names(files)) {
                if (!checkpoints.contains(name)) {
                    files.delete(name);
                }
            }
            for (String name : files.names()) {
                if (IndexFile.isNamed(name) && !needed.contains(IndexFile.segmentOf(name))) {
                    files.delete(name);
                }
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("Old checkpoints could not be deleted; they are in nobody's way. Reason: {}.", reason(failed));
        }
        shard.execute(() -> writing = false);
    }
}
