package io.chasqui.testkit.engine;

import io.chasqui.broker.event.BranchHead;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Events of every kind that could happen next to a state, at random; the same seed and state give the same. */
final class RandomHistory {
    private static final int QUEUES = 6;
    private static final int MESSAGE_BYTES = 100;

    private final Random random;
    private final BrokerState state;
    private int segment = 1;
    private int offset = 16;
    private int commands;

    RandomHistory(BrokerState state, long seed) {
        this.state = state;
        this.random = new Random(seed);
    }

    void segment(int number) {
        segment = number;
        offset = 16;
    }

    /** What happens next. Every call of the result gives the same event anew. */
    Supplier<Event> next() {
        List<QueueState> queues = new ArrayList<>(state.queues());
        if (queues.size() < 3) {
            return created();
        }
        QueueState queue = queues.get(random.nextInt(queues.size()));
        int what = random.nextInt(100);
        if (what < 45) {
            return accepted(queues);
        }
        if (what < 70) {
            return removed(queue);
        }
        return what < 88 ? marked(queue) : rare(queue);
    }

    private Supplier<Event> created() {
        int number = state.nextQueue();
        if (random.nextBoolean()) {
            return () -> new Event.QueueCreated(number, Destination.queue("q" + number));
        }
        Event.SubscriptionDefinition definition =
                new Event.SubscriptionDefinition("t", null, "s" + number, null, false, true, true);
        return () -> new Event.SubscriptionCreated(number, definition);
    }

    private Supplier<Event> accepted(List<QueueState> queues) {
        List<Target> targets = random.nextBoolean() ? published(queues) : List.of();
        if (targets.isEmpty()) {
            targets = new ArrayList<>();
            for (QueueState queue : queues) {
                if (targets.isEmpty() || random.nextInt(4) == 0) {
                    targets.add(new Target(queue.number(), state.nextSequence(queue) + random.nextInt(3)));
                }
            }
        }
        List<Target> there = targets;
        int priority = random.nextInt(4) == 0 ? random.nextInt(10) : 4;
        long expiry = random.nextInt(4) == 0 ? 1 + random.nextInt(1_000) : 0;
        long due = random.nextInt(12) == 0 ? 1 + random.nextInt(1_000) : 0;
        List<Place> places = places();
        CommandName command = command();
        return () -> new Event.MessageAccepted(command, there, priority, expiry, due, Payload.stored(places));
    }

    /** A message of the topic, with the same number in all subscriptions that want it. */
    private List<Target> published(List<QueueState> queues) {
        List<QueueState> all =
                queues.stream().filter(queue -> queue.subscription() != null).toList();
        long number = all.stream().mapToLong(state::nextSequence).max().orElse(0) + random.nextInt(2);
        return all.stream()
                .filter(queue -> random.nextInt(4) > 0)
                .map(queue -> new Target(queue.number(), number))
                .toList();
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int parts = random.nextInt(15) == 0 ? 3 : 1; parts > 0; parts--) {
            int lies = random.nextInt(6) == 0 ? 1 + random.nextInt(segment) : segment;
            places.add(new Place(lies, offset, 1 + random.nextInt(MESSAGE_BYTES), random.nextInt()));
            offset += MESSAGE_BYTES;
        }
        return places;
    }

    /** The same bytes at the end of the segment. */
    private List<Place> elsewhere(List<Place> places) {
        List<Place> copies = new ArrayList<>();
        for (Place place : places) {
            copies.add(new Place(segment, offset, place.length(), place.checksum()));
            offset += MESSAGE_BYTES;
        }
        return copies;
    }

    private Supplier<Event> removed(QueueState queue) {
        List<Target> gone = some(queue, 8);
        CommandName command = command();
        return switch (random.nextInt(6)) {
            case 0 -> () -> new Event.MessagesExpired(gone);
            case 1 -> () -> new Event.MessagesDeadLettered(command, gone);
            case 2 -> () -> new MessagesDropped(gone);
            default -> () -> new Event.DeliveriesAcknowledged(command, gone);
        };
    }

    private Supplier<Event> marked(QueueState queue) {
        List<Target> some = some(queue, 3);
        int number = queue.number();
        CommandName command = command();
        long horizon = queue.nextSequence() - random.nextInt(20) + 10;
        return switch (random.nextInt(6)) {
            case 0, 1 -> () -> new Event.DeliveriesReleased(command, some);
            case 2 -> () -> new Event.HorizonRaised(number, horizon);
            case 3 -> () -> new Event.DeliveriesExposed(some);
            case 4 -> moved(some);
            default -> annotated(some.isEmpty() ? new Target(number, 1) : some.get(0));
        };
    }

    private Supplier<Event> moved(List<Target> some) {
        List<Place> places = places().subList(0, 1);
        List<Target> all = some.isEmpty() ? List.of() : sharing(some.get(0));
        return () -> new Event.MessageMoved(all, Payload.stored(places));
    }

    /** All messages that have the payload of one. */
    private List<Target> sharing(Target one) {
        QueueState owner = state.queue(one.queue());
        List<Place> places = owner == null ? null : owner.places(one.sequence());
        List<Target> all = new ArrayList<>();
        for (QueueState queue : state.queues()) {
            queue.forEach(entry -> {
                if (entry.payload().places().equals(places)) {
                    all.add(new Target(queue.number(), entry.sequence()));
                }
            });
        }
        return all;
    }

    private Supplier<Event> annotated(Target target) {
        byte[] block = new byte[random.nextInt(20)];
        random.nextBytes(block);
        return () -> new Event.MessageAnnotated(target, block);
    }

    private Supplier<Event> rare(QueueState queue) {
        int session = 1 + random.nextInt(5);
        int number = queue.number();
        int next = state.nextSession();
        int epoch = state.epoch() + 1;
        CommandName refused = command();
        return switch (random.nextInt(10)) {
            case 0 -> state.queues().size() < QUEUES ? created() : () -> new Event.QueueDeleted(number);
            case 1, 2 -> () -> new Event.SessionRegistered(next, next, 7);
            case 3 -> () -> new Event.CommandRefused(refused, ErrorCode.RESOURCE, "no");
            case 4 -> () -> new Event.SessionEnded(session);
            case 5 -> () -> new Event.BrokerStarted(epoch);
            case 6 -> settled(queue);
            case 7 -> () -> new Event.BrokerIdentified(3, 4);
            case 8 -> prepared(queue);
            default -> decided();
        };
    }

    private Supplier<Event> settled(QueueState queue) {
        List<Long> delivered =
                some(queue, 4).stream().map(Target::sequence).sorted().toList();
        return () -> new Event.ExposureSettled(queue.number(), delivered);
    }

    private Supplier<Event> prepared(QueueState queue) {
        int number = state.branches().next();
        List<Target> consumed = some(queue, 3).stream()
                .filter(target -> {
                    var entry = state.find(target.queue(), target.sequence());
                    return entry != null && entry.holder() == null;
                })
                .toList();
        List<Place> places = places();
        BranchHead head = new BranchHead(number, new Xid(1, new byte[] {(byte) number}, new byte[] {1}), null);
        CommandName command = command();
        return () -> new Event.BranchPrepared(
                command,
                head,
                0,
                true,
                List.of(new BranchSend(Destination.queue("sent"), Payload.stored(places))),
                consumed);
    }

    private Supplier<Event> decided() {
        List<BranchState> branches = new ArrayList<>(state.branches().all());
        if (branches.isEmpty()) {
            return Event.WatermarkNoted::new;
        }
        BranchState branch = branches.get(random.nextInt(branches.size()));
        int number = branch.number();
        if (random.nextInt(3) == 0 && !branch.sends().isEmpty()) {
            List<Place> places = elsewhere(branch.sends().get(0).payload().places());
            return () -> new BranchSendMoved(number, 0, Payload.stored(places));
        }
        CommandName command = command();
        if (random.nextInt(3) == 0) {
            return () -> new Event.BranchDecided(number, true);
        }
        return () -> new Event.BranchEnded(command, number);
    }

    private CommandName command() {
        return new CommandName(1 + random.nextInt(5), ++commands);
    }

    /** Some messages of a queue, most often old ones; now and then all of them. */
    private List<Target> some(QueueState queue, int count) {
        List<Target> targets = new ArrayList<>();
        int limit = random.nextInt(30) == 0 ? Integer.MAX_VALUE : random.nextInt(count + 1);
        int reach = 1 + random.nextInt(20);
        queue.forEach(entry -> {
            if (targets.size() < limit && random.nextInt(reach) == 0) {
                targets.add(new Target(queue.number(), entry.sequence()));
            }
        });
        return targets;
    }
}
