package io.chasqui.broker.loop;

import io.chasqui.broker.journal.CheckpointFile;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.SideFiles;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.broker.state.BrokerState;
import org.jspecify.annotations.Nullable;

/**
 * A state that was read back, and the journal that goes on behind it.
 *
 * @param state the state
 * @param writer the journal
 * @param journal the journal as turns see it
 * @param cache payloads in memory
 * @param spill room for volatile payloads
 * @param sideFiles room for checkpoints
 * @param checkpoint the checkpoint it was read from, or null
 * @param previousTail the first segment that a start from the checkpoint before would read, 0 if there is none
 */
public record RecoveredShard(
        BrokerState state,
        JournalWriter writer,
        TurnJournal journal,
        PayloadCache cache,
        SpillStore spill,
        SideFiles sideFiles,
        @Nullable CheckpointFile checkpoint,
        int previousTail) {}
