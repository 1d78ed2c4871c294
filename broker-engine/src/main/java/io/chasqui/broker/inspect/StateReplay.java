package io.chasqui.broker.inspect;

import io.chasqui.broker.checkpoint.CheckpointReader;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.EventCodec;
import io.chasqui.broker.index.IndexFile;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.SegmentRuns;
import io.chasqui.broker.journal.BatchHeader;
import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.CheckpointHead;
import io.chasqui.broker.journal.JournalRecovery;
import io.chasqui.broker.journal.RecoveredBatch;
import io.chasqui.broker.journal.RecoveredJournal;
import io.chasqui.broker.journal.RecoverySummary;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.EventApplier;
import io.chasqui.protocol.wire.WireReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The durable state that a start from a checkpoint, or from the beginning, would come to, with every message where it lies
 * now. Rows of the segments that are read leave the heap for a scratch file when they become many.
 */
final class StateReplay {
    private static final int HEAP_ROWS = 1 << 19;

    private final JournalDirectory directory;
    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);
    private final List<Event> chain = new ArrayList<>();
    private final RecoveredJournal journal;

    private StateReplay(JournalDirectory directory, RecoveredJournal journal) {
        this.directory = directory;
        this.journal = journal;
    }

    /**
     * Verifies the segments that such a start would read, and reads the checkpoint.
     *
     * @param base the checkpoint, null to begin with the oldest segment
     * @throws io.chasqui.broker.journal.CorruptJournalException when the start would be refused
     * @throws IOException when something cannot be read, or is missing
     */
    static StateReplay from(JournalDirectory directory, @Nullable CheckpointFile base) throws IOException {
        CheckpointHead head = base == null ? null : base.head();
        StateReplay replay = new StateReplay(directory, JournalRecovery.read(directory.segments(), head));
        if (base != null) {
            CheckpointReader.read(base, directory.sideFiles(), replay.state);
        }
        return replay;
    }

    /** What the start would find. */
    RecoverySummary summary() {
        return journal.summary();
    }

    /** What was read. */
    RecoveredJournal journal() {
        return journal;
    }

    /** The state reached so far. */
    BrokerState state() {
        return state;
    }

    /**
     * Applies everything behind the checkpoint.
     *
     * @param pause the batch behind which {@code action} is to look at the state
     * @param action is run once in any case
     */
    void run(long pause, Runnable action) throws IOException {
        Pause once = new Pause(pause, action);
        try {
            journal.replay(batch -> {
                once.before(batch.header().sequence());
                apply(batch);
            });
        } catch (UncheckedIOException noScratch) {
            throw noScratch.getCause();
        }
        once.before(Long.MAX_VALUE);
    }

    private void apply(RecoveredBatch batch) {
        WireReader body = new WireReader(batch.bytes(), batch.offset(), batch.length());
        List<Event> events = EventCodec.readAll(body, batch.segment(), batch.fileOffset() - batch.offset());
        int flags = batch.header().flags();
        if ((flags & (BatchHeader.CHAIN_BEGIN | BatchHeader.CHAIN_PART)) != 0) {
            chain.addAll(events);
            return;
        }
        if (flags == BatchHeader.CHAIN_END) {
            chain.addAll(events);
            events = List.copyOf(chain);
            chain.clear();
        }
        if (state.segments().current().segment() != batch.segment()) {
            state.enterSegment(batch.segment());
            state.segments().forgetDeadRuns();
            unload();
        }
        events.forEach(event -> applier.apply(event, 0));
        state.trim();
    }

    private void unload() {
        List<SegmentRuns> past = new ArrayList<>();
        long rows = 0;
        for (SegmentRuns segment : state.segments().allRuns()) {
            long onHeap = segment.rows(false);
            if (onHeap > 0 && segment != state.segments().current()) {
                past.add(segment);
                rows += onHeap;
            }
        }
        if (rows > HEAP_ROWS) {
            try {
                SideFiles scratch = directory.scratch();
                for (SegmentRuns runs : past) {
                    unload(runs, scratch);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static void unload(SegmentRuns segment, SideFiles scratch) throws IOException {
        List<Run> live =
                segment.runs().stream().filter(run -> run.liveCount() > 0).toList();
        IndexFile.write(scratch, segment.segment(), live);
        IndexFile file = IndexFile.open(scratch, segment.segment());
        live.forEach(run -> run.storedAs(file.run(run.number())));
    }

    /** Something that is done once. */
    private static final class Pause {
        private final long sequence;
        private final Runnable action;
        private boolean done;

        Pause(long sequence, Runnable action) {
            this.sequence = sequence;
            this.action = action;
        }

        void before(long next) {
            if (!done && next > sequence) {
                done = true;
                action.run();
            }
        }
    }
}
