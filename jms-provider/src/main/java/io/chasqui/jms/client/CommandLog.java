package io.chasqui.jms.client;

import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's commands that are not answered yet, in the order of their sequences; and those that were refused while an
 * earlier one is not answered, because a broker that starts anew may have forgotten that and expects every number. Guarded by
 * the session's lock.
 */
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

    /** One command, or null if it is not (or no longer) here. */
    @Nullable
    PendingCommand find(long sequence) {
        for (PendingCommand command : unanswered) {
            if (command.sequence() == sequence) {
                return command;
            }
        }
        return null;
    }

    /** Keeps no more than the number of a command that was refused, and not even that when all before it are answered. */
    void refused(PendingCommand command) {
        SessionCommand frame = command.frame();
        command.rewrite(new Acknowledge(frame.connection(), frame.session(), frame.sequence(), List.of(), false));
        dropAnswered();
    }

    /** Forgets commands that were refused and wait for none before them any more. */
    void dropAnswered() {
        for (PendingCommand oldest = unanswered.peekFirst();
                oldest != null && oldest.isAnswered();
                oldest = unanswered.peekFirst()) {
            unanswered.removeFirst();
        }
    }

    /** Takes out everything. */
    List<PendingCommand> takeAll() {
        List<PendingCommand> all = new ArrayList<>(unanswered);
        unanswered.clear();
        return all;
    }

    @Override
    public Iterator<PendingCommand> iterator() {
        return unanswered.iterator();
    }
}
