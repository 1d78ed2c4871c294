package io.chasqui.broker.state;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts who holds which payload and how many live payloads each segment has, so that a segment without any can be given
 * back.
 */
public final class PayloadTable {
    private final TreeMap<Integer, Integer> liveBySegment = new TreeMap<>();
    private Consumer<Place> spillRelease = place -> {};

    /** An empty table. */
    public PayloadTable() {}

    /** Says who is told of places in spill files that are free again. */
    public void onSpillRelease(Consumer<Place> action) {
        this.spillRelease = action;
    }

    /** Counts one more holder of a payload. */
    public void retain(Payload payload) {
        if (!payload.referenced()) {
            count(payload.places(), 1);
        }
        payload.retain();
    }

    /** Counts one holder less; the last one makes its bytes dead. */
    public void release(Payload payload) {
        if (payload.release()) {
            for (Place place : payload.places()) {
                if (place.segment() < 0) {
                    spillRelease.accept(place);
                }
            }
            count(payload.places(), -1);
        }
    }

    /** Says where a payload lies now. */
    public void placed(Payload payload, List<Place> places) {
        if (payload.referenced()) {
            count(payload.places(), -1);
            count(places, 1);
        }
        payload.placeAt(places);
    }

    /** The oldest segment that holds a live payload, or the given one if there is none before it. */
    public int oldestLiveSegment(int current) {
        return liveBySegment.isEmpty() ? current : Math.min(current, liveBySegment.firstKey());
    }

    private void count(List<Place> places, int difference) {
        for (Place place : places) {
            if (place.segment() > 0) {
                liveBySegment.merge(place.segment(), difference, PayloadTable::sumOrNull);
            }
        }
    }

    @SuppressWarnings("NullAway") // Map.merge removes the mapping for null
    private static Integer sumOrNull(Integer one, Integer other) {
        int sum = one + other;
        return sum == 0 ? null : sum;
    }
}
