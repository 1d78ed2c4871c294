package io.chasqui.broker.state;

import io.chasqui.broker.event.Event.CommandRefused;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a session so that none of its commands is done twice: the last decided command that left a
 * trace, and the refusals up to there.
 */
public final class SessionWindow {
    /** How far behind the last command a refusal is remembered: more than a client can have unanswered. */
    private static final int REFUSAL_REACH = 16_384;

    private final int number;
    private final SessionKey key;
    private final TreeMap<Long, CommandRefused> refusals = new TreeMap<>();
    private long decided;

    SessionWindow(int number, SessionKey key) {
        this.number = number;
        this.key = key;
    }

    /** Number of the window. */
    public int number() {
        return number;
    }

    /** The session's key. */
    public SessionKey key() {
        return key;
    }

    /** The last decided command that left a trace. */
    public long decided() {
        return decided;
    }

    /** The refusal of a command, or null if it was not refused. */
    public @Nullable CommandRefused refusal(long sequence) {
        return refusals.get(sequence);
    }

    /** All refusals that are remembered. */
    public Collection<CommandRefused> refusals() {
        return refusals.values();
    }

    void advance(long sequence) {
        decided = Math.max(decided, sequence);
        while (!refusals.isEmpty() && refusals.firstKey() < decided - REFUSAL_REACH) {
            refusals.pollFirstEntry();
        }
    }

    void refuse(CommandRefused refusal) {
        refusals.put(refusal.command().sequence(), refusal);
        advance(refusal.command().sequence());
    }
}
