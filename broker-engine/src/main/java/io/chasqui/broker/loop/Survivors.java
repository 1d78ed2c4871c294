package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.index.Run;
import io.chasqui.broker.index.SegmentRuns;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.QueueState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the payloads that are still needed and lie in one segment, a few at a time: first those of messages, most
 * of which were accepted by an event of that segment, those of transactions by an event of a later one; then what is
 * {@linkplain Unsent unsent}. A payload that several subscriptions share is found once, with all of them.
 */
final class Survivors {
    private static final int STEPS = 4_096;
    private static final int NAME_BYTES = 128;

    private final BrokerState state;
    private final int segment;
    private final int expected;
    private final ArrayDeque<SegmentRuns> segments = new ArrayDeque<>();
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final Map<List<Place>, List<Target>> shared = new LinkedHashMap<>();
    private final Unsent unsent;
    private @Nullable ArrayDeque<Payload> unsentLeft;
    private int partsQueue;
    private boolean partsLookedAt;
    private int found;
    private int row;

    /**
     * A payload that has to move.
     *
     * @param places where all of it lies; at least one place is in the segment
     * @param messages the messages that have it
     * @param unsent the payload itself, if it is that of a message which is not sent yet
     */
    record Survivor(
            List<Place> places,
            List<Target> messages,
            @Nullable Payload unsent) {
        /** What it costs to move it: its bytes in a segment, and something for each message that is named. */
        long bytesIn(int segment) {
            return nameBytes()
                    + places.stream()
                            .filter(place -> place.segment() == segment)
                            .mapToLong(Place::length)
                            .sum();
        }

        long nameBytes() {
            return (long) NAME_BYTES * Math.max(1, messages.size());
        }
    }

    Survivors(BrokerState state, Unsent unsent, int segment) {
        this.state = state;
        this.unsent = unsent;
        this.segment = segment;
        SegmentTable.Usage usage = state.segments().usage(segment);
        this.expected = usage == null ? 0 : usage.messages();
        for (SegmentRuns each : state.segments().allRuns()) {
            if (each.segment() >= segment) {
                segments.add(each);
            }
        }
    }

    int segment() {
        return segment;
    }

    /**
     * The next ones; null at the end. The list may be empty although there are more.
     *
     * @param bytes about how many bytes are wanted
     */
    @Nullable
    List<Survivor> next(long bytes) {
        List<Survivor> taken = new ArrayList<>();
        long left = bytes;
        for (int step = 0; step < STEPS && left > 0; step++) {
            Survivor next = step();
            if (next != null) {
                taken.add(next);
                left -= next.bytesIn(segment);
            } else if (isDone()) {
                return taken.isEmpty() ? null : taken;
            }
        }
        return taken;
    }

    private boolean isDone() {
        return unsentLeft != null && unsentLeft.isEmpty();
    }

    private @Nullable Survivor step() {
        Run run = runs.peek();
        if (run != null) {
            return look(run);
        }
        if (found < expected && !segments.isEmpty()) {
            runs.addAll(segments.remove().runs());
            row = 0;
        } else if (!partsLookedAt) {
            findParts();
        } else if (!shared.isEmpty()) {
            Map.Entry<List<Place>, List<Target>> first =
                    shared.entrySet().iterator().next();
            shared.remove(first.getKey());
            return new Survivor(first.getKey(), first.getValue(), null);
        } else {
            return nextUnsent();
        }
        return null;
    }

    private @Nullable Survivor nextUnsent() {
        ArrayDeque<Payload> left = unsentLeft;
        if (left == null) {
            SegmentTable.Usage usage = state.segments().usage(segment);
            boolean some = usage != null && usage.transactions() > 0;
            left = some ? new ArrayDeque<>(unsent.in(segment).keySet()) : new ArrayDeque<>();
            unsentLeft = left;
        }
        Payload next = left.poll();
        return next == null ? null : new Survivor(next.places(), List.of(), next);
    }

    private @Nullable Survivor look(Run run) {
        int next = run.nextLive(row);
        if (next < 0) {
            runs.remove();
            row = 0;
            return null;
        }
        row = next + 1;
        if (run.placeSegment(next) != segment) {
            return null;
        }
        found++;
        Target message = new Target(run.queue(), run.sequence(next));
        if (run.sharers(next) > 1) {
            shared.computeIfAbsent(List.of(run.place(next)), place -> new ArrayList<>())
                    .add(message);
            return null;
        }
        return new Survivor(List.of(run.place(next)), List.of(message), null);
    }

    /** Messages in several parts are in memory, all of them: looks at one queue, if there are any that rows do not say. */
    private void findParts() {
        QueueState queue = found < expected ? state.queueFrom(partsQueue) : null;
        if (queue == null) {
            partsLookedAt = true;
            return;
        }
        partsQueue = queue.number() + 1;
        queue.forEachResident(entry -> {
            List<Place> places = entry.payload().places();
            if (places.size() > 1 && places.stream().anyMatch(place -> place.segment() == segment)) {
                shared.computeIfAbsent(places, each -> new ArrayList<>())
                        .add(new Target(queue.number(), entry.sequence()));
            }
        });
    }
}
