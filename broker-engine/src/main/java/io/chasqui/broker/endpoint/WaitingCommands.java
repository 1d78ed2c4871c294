package io.chasqui.broker.endpoint;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session that wait, in order. They are bounded in number and in the bytes of their messages: a client
 * may have no more under way than its send window, or a single message that is larger.
 */
final class WaitingCommands {
    private static final int LIMIT = 65_536;

    private final ArrayDeque<WaitingCommand> commands = new ArrayDeque<>();
    private long bytes;

    /**
     * Adds the latest command.
     *
     * @throws ProtocolViolationException if the client has more under way than it may
     */
    void add(int session, WaitingCommand command) {
        if (commands.size() >= LIMIT) {
            throw new ProtocolViolationException("Session " + session + " has " + LIMIT
                    + " commands waiting behind a send to a full destination; a client has to wait for answers.");
        }
        if (bytes > 0 && command.bytes() > 0 && bytes + command.bytes() > ClientSession.SEND_WINDOW_BYTES) {
            throw new ProtocolViolationException("Session " + session + " has messages of " + bytes
                    + " bytes waiting for room in a full destination and sent another one of " + command.bytes()
                    + "; its send window is " + ClientSession.SEND_WINDOW_BYTES
                    + " bytes, and a client has to wait for further credit.");
        }
        commands.addLast(command);
        bytes += command.bytes();
    }

    /** The command whose turn is next, or null. */
    @Nullable
    WaitingCommand next() {
        return commands.peekFirst();
    }

    /** Takes the command away whose turn is next. */
    void removeNext() {
        bytes -= commands.removeFirst().bytes();
    }

    void clear() {
        commands.clear();
        bytes = 0;
    }

    int size() {
        return commands.size();
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }
}
