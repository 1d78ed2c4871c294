package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.deadletter.DeadLetters;
import io.chasqui.broker.dispatch.Consumer;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Mark;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.protocol.frame.DeliveryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Gives back what a session holds. What its application has seen counts as delivered: it waits for its next delivery, or
 * goes to the dead-letter queue when that was the last one. What was only on its way returns at once, as if nothing had
 * happened.
 *
 * <p>The messages of one queue that come back together wait as long as the one among them that has failed most often, so
 * that they stay in order among themselves.
 */
final class Redelivery {
    private final Engine engine;
    private final DeadLetters deadLetters;

    Redelivery(Engine engine) {
        this.engine = engine;
        this.deadLetters = engine.deadLetters();
    }

    /**
     * A session gives back everything.
     *
     * @param seen what the application has seen
     * @param sequence the command that says so
     */
    void giveBack(ClientSession session, List<DeliveryName> seen, long sequence) {
        giveBack(session, seen, sequence, delivery -> true);
    }

    /**
     * A session is lost with everything it has. Nobody knows what its application has seen: all of it comes back flagged,
     * but only the oldest message of each consumer can have been what ended the application, and go to a dead-letter
     * queue for it.
     */
    void giveBackLost(ClientSession session) {
        List<Delivery> all = session.inFlight().all();
        Map<Consumer, Delivery> oldest = new HashMap<>();
        for (Delivery delivery : all) {
            Consumer consumer = delivery.consumer();
            if (consumer != null) {
                oldest.merge(consumer, delivery, (one, other) -> sequence(one) < sequence(other) ? one : other);
            }
        }
        List<DeliveryName> names = all.stream().map(Delivery::name).toList();
        giveBack(session, names, 0, Set.copyOf(oldest.values())::contains);
    }

    /**
     * A branch that is not prepared gives back everything.
     *
     * @param command what asks for it, or none
     * @param facts what is to be recorded together with it
     * @return what that asks for, {@link Mark#NONE} if there was nothing to record
     */
    Mark giveBack(Branch branch, CommandName command, Facts facts) {
        Judged judged = judge(branch.inFlight().all(), delivery -> true, description(branch.owner()));
        judged.addTo(facts, command);
        Mark mark = facts.isEmpty() ? Mark.NONE : engine.sink().record(facts);
        defer(judged.released);
        engine.dispatcher().giveBack(branch.inFlight().all());
        return mark;
    }

    /** Adds the facts of giving back what a prepared branch has consumed. */
    void release(BranchState prepared, CommandName command, Facts facts) {
        List<Target> released = new ArrayList<>();
        Map<MessageEntry, String> failed = new LinkedHashMap<>();
        for (Target target : prepared.deliveries()) {
            MessageEntry entry = engine.state().find(target.queue(), target.sequence());
            if (entry != null && deadLetters.exhausted(entry)) {
                failed.put(entry, "transaction branch " + prepared.xid());
            } else {
                released.add(target);
            }
        }
        new Acknowledgement(released, List.of(), 0).releaseTo(facts, command);
        deadLetters.exhaust(command, failed, facts);
    }

    /** What a prepared branch has given back, and nobody holds, waits like what comes back otherwise. */
    void deferReturned(Collection<Target> returned) {
        Map<Integer, List<MessageEntry>> byQueue = new TreeMap<>();
        for (Target target : returned) {
            MessageEntry entry = engine.state().find(target.queue(), target.sequence());
            if (entry != null && entry.holder() == null) {
                byQueue.computeIfAbsent(target.queue(), number -> new ArrayList<>())
                        .add(entry);
            }
        }
        long nowMillis = engine.clockMillis().getAsLong();
        for (List<MessageEntry> together : byQueue.values()) {
            long delayMillis = longestDelayMillis(together);
            if (delayMillis > 0) {
                together.forEach(entry -> engine.dispatcher().defer(entry, nowMillis + delayMillis));
            }
        }
    }

    private void giveBack(
            ClientSession session, List<DeliveryName> seen, long sequence, Predicate<Delivery> suspected) {
        List<Delivery> deliveries = session.inFlight().find(seen);
        Judged judged = judge(deliveries, suspected, description(session));
        Facts facts = new Facts();
        boolean named = sequence > 0
                && deliveries.stream().anyMatch(delivery -> !delivery.entry().isVolatile());
        judged.addTo(facts, named ? session.name(sequence, facts) : CommandName.NONE);
        session.record(facts);
        defer(judged.released);
        engine.dispatcher().giveBack(session.inFlight().all());
    }

    /** A session gives back what it has seen for a branch that failed; the rest stays with it. */
    void giveBackOnly(ClientSession session, List<DeliveryName> seen) {
        Judged judged = judge(session.inFlight().find(seen), delivery -> true, description(session));
        Facts facts = new Facts();
        judged.addTo(facts, CommandName.NONE);
        session.record(facts);
        defer(judged.released);
    }

    private Judged judge(Collection<Delivery> deliveries, Predicate<Delivery> suspected, String holder) {
        Judged judged = new Judged();
        for (Delivery delivery : deliveries) {
            if (suspected.test(delivery) && deadLetters.exhausted(delivery.entry())) {
                Consumer consumer = delivery.consumer();
                judged.failed.put(
                        delivery.entry(), holder + (consumer == null ? "" : ", consumer " + consumer.number()));
            } else {
                judged.released.add(delivery);
            }
        }
        return judged;
    }

    private void defer(List<Delivery> released) {
        Map<Integer, List<Delivery>> byQueue = new TreeMap<>();
        for (Delivery delivery : released) {
            int queue = delivery.entry().queue().number();
            byQueue.computeIfAbsent(queue, number -> new ArrayList<>()).add(delivery);
        }
        long nowMillis = engine.clockMillis().getAsLong();
        for (List<Delivery> together : byQueue.values()) {
            long delayMillis =
                    longestDelayMillis(together.stream().map(Delivery::entry).toList());
            engine.dispatcher().giveBack(together, delayMillis == 0 ? 0 : nowMillis + delayMillis);
        }
    }

    private long longestDelayMillis(Collection<MessageEntry> together) {
        return together.stream()
                .max(Comparator.comparingInt(MessageEntry::releases))
                .map(deadLetters::delayMillis)
                .orElse(0L);
    }

    private static long sequence(Delivery delivery) {
        return delivery.entry().sequence();
    }

    private static String description(ClientSession session) {
        return description(session.connection()) + ", session " + session.number();
    }

    private static String description(ClientConnection connection) {
        String client = connection.clientIdentifier();
        return "user " + connection.user() + (client == null ? "" : ", client identifier " + client);
    }

    /** What comes back, and what has come back too often. */
    private final class Judged {
        private final List<Delivery> released = new ArrayList<>();
        private final Map<MessageEntry, String> failed = new LinkedHashMap<>();

        void addTo(Facts facts, CommandName command) {
            Acknowledgement.of(released).releaseTo(facts, command);
            deadLetters.exhaust(command, failed, facts);
        }
    }
}
