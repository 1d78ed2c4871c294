package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Obstacle;
import io.chasqui.broker.command.Refusal;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions wait whose next command is a send to a full destination, and their later commands behind it. Nobody else
 * waits for them: other sessions of the same connection and link go on. Each destination has a line, in the order in which
 * the sends came. After every turn the first one of a line is asked whether there is room now; a send to a destination
 * for which somebody waits already waits behind, unless it is refused anyway.
 *
 * <p>What waits is bounded: a session has only so many bytes of messages under way, gets no further deliveries while many
 * of its commands wait, and each send waits only so long, counted from when it came.
 */
final class Parking {
    private static final int LOOKS_PER_TURN = 64;

    private final Engine engine;
    private final SendCommands sends;
    private final Decider decider;
    private final Map<Destination, TreeMap<Long, ClientSession>> lines = new LinkedHashMap<>();
    private long arrivals;

    /** Decides commands whose turn has come. */
    interface Decider {
        /**
         * Decides a command.
         *
         * @param known why it is refused, if that is known already
         */
        void decide(ClientSession session, SessionCommand command, @Nullable Refusal known);
    }

    Parking(Engine engine, SendCommands sends, Decider decider) {
        this.engine = engine;
        this.sends = sends;
        this.decider = decider;
    }

    /** Takes the next command of a session: has it decided, or lets it wait. */
    void take(ClientSession session, SessionCommand command) {
        long number = ++arrivals;
        boolean first = session.waiting().isEmpty();
        if (first) {
            Obstacle obstacle = obstacle(session, command);
            if (!mustWait(session, command, number, obstacle)) {
                decider.decide(session, command, obstacle == null ? null : obstacle.refusal(0));
                return;
            }
        }
        WaitingCommand waiting = new WaitingCommand(
                command,
                session.messageBytes(command),
                number,
                engine.steadyMillis().getAsLong());
        session.waiting().add(session.number(), waiting);
        if (first) {
            park(session, waiting);
        }
        if (givesUp(command)) {
            hurry(session);
        }
    }

    /** Has all commands of a session decided that wait; a send that finds no room even now is refused. */
    void hurry(ClientSession session) {
        goOn(session, engine.steadyMillis().getAsLong(), true);
    }

    /**
     * Asks the first one of each line whether it can go on: there is room by now, or it has waited long enough. The others
     * came later, so they have neither.
     *
     * @param all whether to ask in all lines, or only in some
     * @param touched is told of sessions whose commands were decided
     */
    void resume(boolean all, Consumer<ClientSession> touched) {
        if (lines.isEmpty()) {
            return;
        }
        long nowMillis = engine.steadyMillis().getAsLong();
        int looks = all ? lines.size() : LOOKS_PER_TURN;
        List<Destination> asked = lines.keySet().stream().limit(looks).toList();
        for (Destination destination : asked) {
            ClientSession head = head(destination);
            while (head != null && goOn(head, nowMillis, false)) {
                touched.accept(head);
                head = head(destination);
            }
            TreeMap<Long, ClientSession> line = lines.remove(destination);
            if (line != null) {
                lines.put(destination, line); // the next turn asks others before
            }
        }
    }

    /** Whether anybody waits. */
    boolean anyWaits() {
        return !lines.isEmpty();
    }

    /**
     * Has commands decided until one must go on waiting.
     *
     * @param hurried whether nothing waits any more
     * @return whether any was decided
     */
    private boolean goOn(ClientSession session, long nowMillis, boolean hurried) {
        boolean decided = false;
        for (WaitingCommand next = session.waiting().next();
                next != null;
                next = session.waiting().next()) {
            SessionCommand command = next.command();
            long waitedMillis = nowMillis - next.sinceMillis();
            Obstacle obstacle = obstacle(session, command);
            if (!hurried && !isOver(command, waitedMillis) && mustWait(session, command, next.number(), obstacle)) {
                park(session, next);
                return decided;
            }
            leave(next);
            session.waiting().removeNext();
            decider.decide(session, command, obstacle == null ? null : obstacle.refusal(waitedMillis));
            decided = true;
        }
        if (decided) {
            session.consumers().forEach(engine.dispatcher()::wake);
        }
        return decided;
    }

    private @Nullable Obstacle obstacle(ClientSession session, SessionCommand command) {
        return command instanceof SessionCommand.Send send ? sends.obstacle(session, send) : null;
    }

    private boolean isOver(SessionCommand command, long waitedMillis) {
        return command instanceof SessionCommand.Send send
                && waitedMillis >= engine.limits().patienceMillis(send.destination());
    }

    /** Whether a command waits for room, or for others that came before it and do; one that is refused anyway does not. */
    private boolean mustWait(ClientSession session, SessionCommand command, long number, @Nullable Obstacle obstacle) {
        if (obstacle != null) {
            return obstacle.mayPass();
        }
        return !lines.isEmpty()
                && command instanceof SessionCommand.Send send
                && isBehindOthers(send.destination(), number)
                && sends.mayWait(session, send);
    }

    private boolean isBehindOthers(Destination destination, long number) {
        ClientSession head = head(destination);
        WaitingCommand first = head == null ? null : head.waiting().next();
        return first != null && first.number() < number;
    }

    /** Whether a client that says this has no use any more for the messages it has sent before, or does not wait for them. */
    private static boolean givesUp(SessionCommand command) {
        return switch (command.kind()) {
            case ROLLBACK, CLOSE_SESSION -> true;
            case XA_END -> ((SessionCommand.XaEnd) command).exit() == BranchExit.FAIL;
            default -> false;
        };
    }

    /** The session that is the first in a line, or null; those on the way to it have lost their link meanwhile. */
    private @Nullable ClientSession head(Destination destination) {
        TreeMap<Long, ClientSession> line = lines.get(destination);
        while (line != null && !line.isEmpty()) {
            Map.Entry<Long, ClientSession> first = line.firstEntry();
            WaitingCommand next = first.getValue().waiting().next();
            if (next != null && next.number() == first.getKey()) {
                return first.getValue();
            }
            line.pollFirstEntry();
        }
        lines.remove(destination);
        return null;
    }

    private void park(ClientSession session, WaitingCommand waiting) {
        if (waiting.command() instanceof SessionCommand.Send send) {
            lines.computeIfAbsent(send.destination(), unused -> new TreeMap<>()).put(waiting.number(), session);
        }
    }

    private void leave(WaitingCommand waiting) {
        if (waiting.command() instanceof SessionCommand.Send send) {
            TreeMap<Long, ClientSession> line = lines.get(send.destination());
            if (line != null && line.remove(waiting.number()) != null && line.isEmpty()) {
                lines.remove(send.destination());
            }
        }
    }
}
