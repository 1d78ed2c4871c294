package io.chasqui.broker.loop;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.JournalWriter;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.loop.Survivors.Survivor;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies the survivors of mostly dead segments forward, so that a message that nobody consumes, or a transaction that
 * nobody ends, does not pin a whole file.
 * It begins when the segments take more than one and a half times what they hold and two segments, takes the segment that
 * holds least first, and copies in a second no more than traffic writes and some 10 MiB. A segment that is being emptied
 * anyway is left alone, see {@link Ebb}, unless it holds so little that copying costs nothing.
 *
 * <p>Nothing is copied while the disk is too full for the reserve: what room is left is for acknowledgements.
 *
 * <p>Bytes are read beside the shard; a message that was consumed meanwhile is not copied. The old segment goes, like any
 * other that nobody needs, when the copies are on the disk.
 */
final class Reclaimer {
    private static final long TICK_BYTES = 1 << 20;
    private static final long SLICE_BYTES = 256 << 10;

    /** The current segment, and the one before it, from which a start from the older checkpoint reads. */
    private static final int SPARE_SEGMENTS = 2;

    /** Only every so many rounds it looks at transactions, which may have sent very much. */
    private static final int HELD_TICKS = 10;

    /** What the journal writes beside the payload of a message, about. */
    private static final int OVERHEAD_BYTES = 128;

    private final BrokerState state;
    private final JournalWriter writer;
    private final TurnJournal journal;
    private final Checkpointer checkpointer;
    private final Unsent unsent;
    private final Executor background;
    private final Executor shard;
    private final Ebb ebb = new Ebb();
    private @Nullable Survivors victim;
    private boolean reading;
    private int ticks;
    private boolean looksAtHeld;
    private boolean settled;
    private long budgetBytes;
    private long copiedBytes;
    private long seenBytes;

    Reclaimer(RecoveredShard recovered, Checkpointer checkpointer, Unsent unsent, Executor background, Executor shard) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.journal = recovered.journal();
        this.checkpointer = checkpointer;
        this.unsent = unsent;
        this.background = background;
        this.shard = shard;
    }

    /** The segment that is being read, 0 for none: it must stay for now. */
    int segment() {
        return victim == null ? 0 : victim.segment();
    }

    /** One round; every 100 ms as long as it is busy. */
    void tick() {
        long written = writer.journal().statistics().appendedBytes().get();
        budgetBytes = TICK_BYTES + Math.max(0, written - seenBytes - copiedBytes);
        seenBytes = written;
        copiedBytes = 0;
        Map<Integer, Long> held = held();
        ebb.tick(held);
        settled = victim == null && ebb.settled(held);
        if (victim == null) {
            victim = choose(held);
        }
        goOn();
    }

    /** Whether it copies, or may begin to although nothing happens: it looks for a while at what segments lose. */
    boolean busy() {
        return victim != null || reading || !settled;
    }

    private Map<Integer, Long> held() {
        Map<Integer, Long> held = new HashMap<>();
        for (Integer segment : writer.journal().segments().keySet()) {
            SegmentTable.Usage usage = state.segments().usage(segment);
            held.put(segment, usage == null ? 0 : usage.bytes() + (long) OVERHEAD_BYTES * usage.messages());
        }
        return held;
    }

    private @Nullable Survivors choose(Map<Integer, Long> held) {
        ticks++;
        looksAtHeld = ticks % HELD_TICKS == 0;
        SortedMap<Integer, Long> segments = writer.journal().segments();
        long total = segments.values().stream().mapToLong(Long::longValue).sum();
        long needed = held.values().stream().mapToLong(Long::longValue).sum();
        if (total <= needed + needed / 2 + SPARE_SEGMENTS * total / segments.size()) {
            return null;
        }
        int best = 0;
        double leastShare = 2.0 / 3;
        for (Map.Entry<Integer, Long> each : segments.entrySet()) {
            long holds = held.getOrDefault(each.getKey(), 0L);
            double share = (double) holds / Math.max(1, each.getValue());
            if (share < leastShare && movable(each.getKey(), holds)) {
                leastShare = share;
                best = each.getKey();
            }
        }
        return best == 0 ? null : new Survivors(state, unsent, best);
    }

    private boolean movable(int segment, long holds) {
        SegmentTable.Usage usage = state.segments().usage(segment);
        int floor = Math.min(checkpointer.floor(), writer.journal().segment());
        boolean stays = holds <= SLICE_BYTES || !ebb.emptiesSoon(segment, holds);
        return usage != null && segment < floor && stays && isMovable(segment, usage.transactions());
    }

    /** What is held beside messages must all be unsent: what a link reads, or is still coming, stays where it is. */
    private boolean isMovable(int segment, int held) {
        return held == 0 || (looksAtHeld && held == unsent.placesIn(segment));
    }

    private void goOn() {
        boolean spare = writer.journal().reserveReady(); // on a full disk the last segment is for acknowledgements
        if (!spare && !reading) {
            victim = null; // it may be empty before there is room again, and is to go then
        }
        Survivors walk = victim;
        if (walk == null || reading || budgetBytes <= 0 || !spare) {
            return;
        }
        List<Survivor> next = walk.next(SLICE_BYTES);
        if (next == null) {
            victim = null;
            return;
        }
        reading = true;
        int segment = walk.segment();
        background.execute(() -> read(segment, next));
    }

    private void read(int segment, List<Survivor> survivors) {
        List<Copy> copies = new ArrayList<>(survivors.size());
        RuntimeException failure = null;
        try {
            for (Survivor survivor : survivors) {
                copies.add(Copy.of(survivor, segment, writer.journal()::read));
            }
        } catch (JournalFailedException failed) {
            failure = failed;
        }
        RuntimeException found = failure;
        shard.execute(() -> {
            if (found != null) {
                throw found;
            }
            move(segment, copies);
            reading = false;
            goOn();
        });
    }

    private void move(int segment, List<Copy> copies) {
        journal.placeAll(); // so that all parts of what has come have their places
        Facts facts = new Facts();
        long bytes = 0;
        List<Copy> unsentCopies = new ArrayList<>();
        for (Copy copy : copies) {
            if (copy.survivor.unsent() != null) {
                unsentCopies.add(copy);
                continue;
            }
            List<Target> there = copy.survivor.messages().stream()
                    .filter(message -> isAt(message, copy.survivor.places()))
                    .toList();
            if (!there.isEmpty()) {
                facts.journal(new Event.MessageMoved(there, copy.payload(journal)));
                bytes += copy.bytes();
                spend(copy);
            }
            if (bytes >= journal.inlineLimitBytes() / 4) {
                journal.record(facts);
                facts = new Facts();
                bytes = 0;
            }
        }
        if (!unsentCopies.isEmpty()) {
            moveUnsent(unsentCopies, unsent.in(segment), facts);
        }
        if (!facts.isEmpty()) {
            journal.record(facts);
        }
        journal.placeAll(); // whoever looks at a message next finds where it lies now
    }

    /**
     * What an open transaction is to send changes no durable state; a prepared branch has to find it after a restart. What was
     * sent, given up or prepared while it was read is not moved.
     */
    private void moveUnsent(List<Copy> copies, Map<Payload, Unsent.Sender> senders, Facts facts) {
        Map<Payload, List<Payload>> staged = new LinkedHashMap<>();
        for (Copy copy : copies) {
            Payload payload = copy.survivor.unsent();
            if (payload != null
                    && senders.containsKey(payload)
                    && payload.places().equals(copy.survivor.places())) {
                staged.put(payload, copy.stage(journal));
                spend(copy);
            }
        }
        journal.placeAll();
        staged.forEach((payload, parts) -> {
            List<Place> places = places(parts);
            Unsent.Sender sender = senders.get(payload);
            if (sender != null && sender.isPrepared()) {
                facts.journal(new BranchSendMoved(sender.branch(), sender.send(), Payload.stored(places)));
            } else {
                state.payloads().placed(payload, places);
            }
        });
    }

    /** Where the parts of a payload lie, which need not be in memory any more. */
    private static List<Place> places(List<Payload> parts) {
        parts.stream().filter(part -> part.bytes() != null).forEach(Payload::unload);
        return parts.stream().flatMap(part -> part.places().stream()).toList();
    }

    private void spend(Copy copy) {
        budgetBytes -= copy.bytes();
        copiedBytes += copy.bytes();
    }

    private boolean isAt(Target message, List<Place> places) {
        QueueState queue = state.queue(message.queue());
        return queue != null && places.equals(queue.places(message.sequence()));
    }

    /**
     * A payload with the bytes that have to move.
     *
     * @param survivor the payload
     * @param parts new bytes for each of its places, null for those that stay
     */
    private record Copy(Survivor survivor, List<byte @Nullable []> parts) {
        static Copy of(Survivor survivor, int segment, Function<Place, byte[]> source) {
            List<byte @Nullable []> parts = new ArrayList<>();
            for (Place place : survivor.places()) {
                parts.add(place.segment() == segment ? source.apply(place) : null);
            }
            return new Copy(survivor, parts);
        }

        /** What it costs: its bytes, and something for each message that is named. */
        long bytes() {
            long sum = survivor.nameBytes();
            for (byte[] part : parts) {
                sum += part == null ? 0 : part.length;
            }
            return sum;
        }

        /** A message in one part moves with its event; the parts of others are staged before. */
        Payload payload(TurnJournal journal) {
            byte[] only = parts.get(0);
            if (parts.size() == 1 && only != null && only.length <= journal.inlineLimitBytes()) {
                return Payload.arrived(only, true);
            }
            List<Payload> staged = stage(journal);
            journal.placeAll();
            return Payload.stored(places(staged));
        }

        /** Writes the bytes that have to move; all parts of the payload, of which those that stay have their place. */
        List<Payload> stage(TurnJournal journal) {
            List<Payload> staged = new ArrayList<>();
            for (byte[] part : parts) {
                Payload payload = part == null
                        ? Payload.stored(List.of(survivor.places().get(staged.size())))
                        : Payload.arrived(part, true);
                if (part != null) {
                    journal.stage(payload);
                }
                staged.add(payload);
            }
            return staged;
        }
    }
}
