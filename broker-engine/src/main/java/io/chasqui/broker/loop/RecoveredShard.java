package io.chasqui.broker.loop;

import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.broker.state.BrokerState;

/**
 * A state that was read back, and the journal that goes on behind it.
 *
 * @param state the state
 * @param writer the journal
 * @param journal the journal as turns see it
 * @param cache payloads in memory
 * @param spill room for volatile payloads
 */
public record RecoveredShard(
        BrokerState state, JournalWriter writer, TurnJournal journal, PayloadCache cache, SpillStore spill) {}
