package io.chasqui.broker.loop;

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
 * A walk through the messages whose payloads still lie in one segment, a few at a time. Most of them were accepted by an
 * event of that segment; those of transactions by an event of a later one. A payload that several subscriptions share is
 * found once, with all of them.
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
    private int partsQueue;
    private boolean partsLookedAt;
    private int found;
    private int row;

    /**
     * A payload that has to move.
     *
     * @param places where all of it lies; at least one place is in the segment
     * @param messages the messages that have it
     */
    record Survivor(List<Place> places, List<Target> messages) {
        /** What it costs to move it: its bytes in a segment, and something for each message that is named. */
        long bytesIn(int segment) {
            return nameBytes()
                    + places.stream()
                            .filter(place -> place.segment() == segment)
                            .mapToLong(Place::length)
                            .sum();
        }

        long nameBytes() {
            return (long) NAME_BYTES * messages.size();
        }
    }

    Survivors(BrokerState state, int segment) {
        this.state = state;
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
        return runs.isEmpty() && (segments.isEmpty() || found >= expected) && partsLookedAt && shared.isEmpty();
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
            return new Survivor(first.getKey(), first.getValue());
        }
        return null;
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
        return new Survivor(List.of(run.place(next)), List.of(message));
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
