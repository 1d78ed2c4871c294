package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Obstacle;
import io.chasqui.broker.command.Refusal;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions wait whose next command is a send to a full destination, and their later commands behind it. Nobody else
 * waits for them: other sessions of the same connection and link go on. After every turn they are asked, in the order in
 * which they came, whether there is room now; a send to a destination for which somebody waits already waits behind.
 *
 * <p>What waits is bounded: a session has only so many bytes of messages under way, gets no further deliveries while many
 * of its commands wait, and each send waits only so long, counted from when it came.
 */
final class Parking {
    private static final int LOOKS_PER_TURN = 64;
    private static final int WAITING_LIMIT = 65_536;

    private final Engine engine;
    private final SendCommands sends;
    private final Decider decider;
    private final Map<ClientSession, Destination> parked = new LinkedHashMap<>();
    private final Map<Destination, Integer> waiters = new HashMap<>();

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
        if (session.waiting().isEmpty()) {
            Obstacle obstacle = obstacle(session, command);
            boolean waits = obstacle == null ? isBehindOthers(command) : obstacle.mayPass();
            if (!waits) {
                decider.decide(session, command, obstacle == null ? null : obstacle.refusal(0));
                return;
            }
            park(session, ((SessionCommand.Send) command).destination());
        }
        if (session.waiting().size() >= WAITING_LIMIT) {
            throw new ProtocolViolationException("Session " + session.number() + " has " + WAITING_LIMIT
                    + " commands waiting behind a send to a full destination; a client has to wait for answers.");
        }
        session.waiting().add(new WaitingCommand(command, engine.steadyMillis().getAsLong()));
        if (givesUp(command)) {
            hurry(session);
        }
    }

    /** Has all commands of a session decided that wait; a send that finds no room even now is refused. */
    void hurry(ClientSession session) {
        if (!session.waiting().isEmpty()) {
            goOn(session, engine.steadyMillis().getAsLong(), true, Set.of());
        }
    }

    /**
     * Asks sessions whether they can go on: there is room by now, or they have waited long enough.
     *
     * @param all whether to ask all of them, or only some
     * @param touched is told of sessions whose commands were decided
     */
    void resume(boolean all, Consumer<ClientSession> touched) {
        if (parked.isEmpty()) {
            return;
        }
        long nowMillis = engine.steadyMillis().getAsLong();
        List<ClientSession> asked = new ArrayList<>();
        for (ClientSession session : parked.keySet()) {
            if (!all && asked.size() == LOOKS_PER_TURN) {
                break;
            }
            asked.add(session);
        }
        Set<Destination> full = new HashSet<>();
        for (ClientSession session : asked) {
            if (!staysBehind(session, nowMillis, full) && goOn(session, nowMillis, false, full)) {
                touched.accept(session);
            }
            Destination still = parked.get(session);
            if (still != null) {
                full.add(still);
            }
        }
    }

    /** Whether nothing can have changed for a session: somebody before it waits for the same, and its time is not over. */
    private boolean staysBehind(ClientSession session, long nowMillis, Set<Destination> full) {
        Destination destination = parked.get(session);
        WaitingCommand next = session.waiting().peek();
        if (destination == null || next == null || !full.contains(destination)) {
            return false;
        }
        boolean stays = nowMillis - next.sinceMillis() < engine.limits().patienceMillis(destination);
        if (stays) {
            park(session, destination);
        }
        return stays;
    }

    /**
     * Has commands decided until one must go on waiting.
     *
     * @param hurried whether nothing waits any more
     * @param full destinations for which somebody waits who came earlier
     * @return whether any was decided
     */
    private boolean goOn(ClientSession session, long nowMillis, boolean hurried, Set<Destination> full) {
        boolean decided = false;
        for (WaitingCommand next = session.waiting().peek();
                next != null;
                next = session.waiting().peek()) {
            long waitedMillis = nowMillis - next.sinceMillis();
            Obstacle obstacle = obstacle(session, next.command());
            if (!hurried
                    && next.command() instanceof SessionCommand.Send send
                    && waitedMillis < engine.limits().patienceMillis(send.destination())
                    && (obstacle == null ? full.contains(send.destination()) : obstacle.mayPass())) {
                park(session, send.destination());
                return decided;
            }
            session.waiting().remove();
            decider.decide(session, next.command(), obstacle == null ? null : obstacle.refusal(waitedMillis));
            decided = true;
        }
        leave(session);
        session.consumers().forEach(engine.dispatcher()::wake);
        return decided;
    }

    private @Nullable Obstacle obstacle(ClientSession session, SessionCommand command) {
        return command instanceof SessionCommand.Send send ? sends.obstacle(session, send) : null;
    }

    private boolean isBehindOthers(SessionCommand command) {
        return !waiters.isEmpty()
                && command instanceof SessionCommand.Send send
                && waiters.containsKey(send.destination());
    }

    /** Whether a client that says this has no use any more for the messages it has sent before, or does not wait for them. */
    private static boolean givesUp(SessionCommand command) {
        return switch (command.kind()) {
            case ROLLBACK, CLOSE_SESSION -> true;
            case XA_END -> ((SessionCommand.XaEnd) command).exit() == BranchExit.FAIL;
            default -> false;
        };
    }

    /** As the last one in the line. */
    private void park(ClientSession session, Destination destination) {
        leave(session);
        parked.put(session, destination);
        waiters.merge(destination, 1, Integer::sum);
    }

    private void leave(ClientSession session) {
        Destination destination = parked.remove(session);
        if (destination != null) {
            int others = waiters.getOrDefault(destination, 1) - 1;
            if (others == 0) {
                waiters.remove(destination);
            } else {
                waiters.put(destination, others);
            }
        }
    }
}
