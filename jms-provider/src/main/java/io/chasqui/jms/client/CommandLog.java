package io.chasqui.jms.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A session's commands that are not answered yet, in the order of their sequences. Guarded by the session's lock. */
final class CommandLog implements Iterable<PendingCommand> {
    private final ArrayDeque<PendingCommand> unanswered = new ArrayDeque<>();
    private long lastSequence;

    /** The sequence for the next command. */
    long nextSequence() {
        return ++lastSequence;
    }

    void add(PendingCommand command) {
        unanswered.addLast(command);
    }

    /** The one that was sent first, or null. */
    @Nullable
    PendingCommand oldest() {
        return unanswered.peekFirst();
    }

    /** Every command up to this one has been answered. */
    long confirmed() {
        PendingCommand oldest = unanswered.peekFirst();
        return oldest == null ? lastSequence : oldest.sequence() - 1;
    }

    /**
     * Takes out the oldest command if a confirmation of {@code sequence} covers it.
     *
     * @return null when none is left
     */
    @Nullable
    PendingCommand pollUpTo(long sequence) {
        PendingCommand oldest = unanswered.peekFirst();
        return oldest == null || oldest.sequence() > sequence ? null : unanswered.pollFirst();
    }

    /** Takes out one command, or returns null if it is not (or no longer) here. */
    @Nullable
    PendingCommand remove(long sequence) {
        for (Iterator<PendingCommand> all = unanswered.iterator(); all.hasNext(); ) {
            PendingCommand command = all.next();
            if (command.sequence() == sequence) {
                all.remove();
                return command;
            }
        }
        return null;
    }

    @Override
    public Iterator<PendingCommand> iterator() {
        return unanswered.iterator();
    }
}
