package io.chasqui.broker.loop;

import io.chasqui.broker.command.Facts;
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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies the survivors of mostly dead segments forward, so that a message that nobody consumes does not pin a whole file.
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

    /** What the journal writes beside the payload of a message, about. */
    private static final int OVERHEAD_BYTES = 128;

    private final BrokerState state;
    private final JournalWriter writer;
    private final TurnJournal journal;
    private final Checkpointer checkpointer;
    private final Executor background;
    private final Executor shard;
    private final Ebb ebb = new Ebb();
    private @Nullable Survivors victim;
    private boolean reading;
    private long budgetBytes;
    private long copiedBytes;
    private long seenBytes;

    Reclaimer(RecoveredShard recovered, Checkpointer checkpointer, Executor background, Executor shard) {
        this.state = recovered.state();
        this.writer = recovered.writer();
        this.journal = recovered.journal();
        this.checkpointer = checkpointer;
        this.background = background;
        this.shard = shard;
    }

    /** The segment that is being read, 0 for none: it must stay for now. */
    int segment() {
        return victim == null ? 0 : victim.segment();
    }

    /** One round; about every 100 ms. */
    void tick() {
        long written = writer.journal().statistics().appendedBytes().get();
        budgetBytes = TICK_BYTES + Math.max(0, written - seenBytes - copiedBytes);
        seenBytes = written;
        copiedBytes = 0;
        Map<Integer, Long> held = held();
        ebb.tick(held);
        if (victim == null) {
            victim = choose(held);
        }
        goOn();
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
        SortedMap<Integer, Long> segments = writer.journal().segments();
        long total = 0;
        int best = 0;
        double leastShare = 2.0 / 3;
        for (Map.Entry<Integer, Long> each : segments.entrySet()) {
            total += each.getValue();
            long holds = held.getOrDefault(each.getKey(), 0L);
            double share = (double) holds / Math.max(1, each.getValue());
            if (share < leastShare && movable(each.getKey(), holds)) {
                leastShare = share;
                best = each.getKey();
            }
        }
        long needed = held.values().stream().mapToLong(Long::longValue).sum();
        long spare = SPARE_SEGMENTS * total / segments.size();
        return best != 0 && total > needed + needed / 2 + spare ? new Survivors(state, best) : null;
    }

    private boolean movable(int segment, long holds) {
        SegmentTable.Usage usage = state.segments().usage(segment);
        int floor = Math.min(checkpointer.floor(), writer.journal().segment());
        boolean stays = holds <= SLICE_BYTES || !ebb.emptiesSoon(segment, holds);
        return usage != null && usage.transactions() == 0 && segment < floor && stays;
    }

    private void goOn() {
        Survivors walk = victim;
        boolean spare = writer.journal().reserveReady(); // on a full disk the last segment is for acknowledgements
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
            move(copies);
            reading = false;
            goOn();
        });
    }

    private void move(List<Copy> copies) {
        Facts facts = new Facts();
        long bytes = 0;
        for (Copy copy : copies) {
            List<Target> there = copy.survivor.messages().stream()
                    .filter(message -> isAt(message, copy.survivor.places()))
                    .toList();
            if (!there.isEmpty()) {
                facts.journal(new Event.MessageMoved(there, copy.payload(journal)));
                bytes += copy.bytes();
                budgetBytes -= copy.bytes();
                copiedBytes += copy.bytes();
            }
            if (bytes >= journal.inlineLimitBytes() / 4) {
                journal.record(facts);
                facts = new Facts();
                bytes = 0;
            }
        }
        if (!facts.isEmpty()) {
            journal.record(facts);
        }
        journal.placeAll(); // whoever looks at a message next finds where it lies now
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
            List<Payload> staged = new ArrayList<>();
            for (byte[] part : parts) {
                Payload payload = part == null ? null : Payload.arrived(part, true);
                if (payload != null) {
                    journal.stage(payload);
                }
                staged.add(
                        payload == null
                                ? Payload.stored(List.of(survivor.places().get(staged.size())))
                                : payload);
            }
            journal.placeAll();
            staged.stream().filter(payload -> payload.bytes() != null).forEach(Payload::unload);
            return Payload.stored(staged.stream()
                    .flatMap(payload -> payload.places().stream())
                    .toList());
        }
    }
}
