package io.chasqui.broker.state;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who holds which payload: transactions and branches, whose payloads keep their segment, and messages that are in memory.
 * Messages that are not in memory hold their payload by their row.
 */
public final class PayloadTable {
    private final SegmentTable segments;
    private final Map<Place, Payload> shared = new HashMap<>();
    private Consumer<Place> spillRelease = place -> {};

    /** An empty table. */
    public PayloadTable(SegmentTable segments) {
        this.segments = segments;
    }

    /** Says who is told of places in spill files that are free again. */
    public void onSpillRelease(Consumer<Place> action) {
        this.spillRelease = action;
    }

    /** A transaction or branch holds a payload, or a link that reads it. */
    public void retain(Payload payload) {
        payload.places().forEach(segments::hold);
        payload.hold();
        payload.retain();
    }

    /** A transaction or branch holds a payload no more; the last holder makes its bytes dead. */
    public void release(Payload payload) {
        payload.places().forEach(segments::release);
        payload.unhold();
        drop(payload);
    }

    /** Says where a payload lies now. */
    public void placed(Payload payload, List<Place> places) {
        for (int hold = payload.holds(); hold > 0; hold--) {
            payload.places().forEach(segments::release);
            places.forEach(segments::hold);
        }
        payload.placeAt(places);
        if (payload.residents() > 1 && places.size() == 1) {
            shared.put(places.get(0), payload);
        }
    }

    /** Says where the next part of a payload lies. */
    public void placedNext(Payload payload, Place place) {
        for (int hold = payload.holds(); hold > 0; hold--) {
            segments.hold(place);
        }
        payload.addPlace(place);
    }

    /** The payload at a place. If several messages share it, all that are in memory get the same one. */
    Payload stored(Place place, int sharers) {
        Payload known = sharers > 1 ? shared.get(place) : null;
        if (known != null) {
            return known;
        }
        Payload payload = Payload.stored(List.of(place));
        if (sharers > 1) {
            shared.put(place, payload);
        }
        return payload;
    }

    /**
     * A message that is in memory has a payload. A volatile one without a row may share what the journal keeps for others:
     * it needs the segment as long as it is there.
     */
    void reside(MessageEntry entry, Payload payload) {
        payload.addResident(entry);
        if (sharesJournal(entry, payload)) {
            retain(payload);
        } else {
            payload.retain();
        }
    }

    /** A message has left memory, or its queue. */
    void leave(MessageEntry entry, Payload payload) {
        payload.removeResident(entry);
        if (sharesJournal(entry, payload)) {
            release(payload);
        } else {
            drop(payload);
        }
    }

    private static boolean sharesJournal(MessageEntry entry, Payload payload) {
        return entry.row() == null && payload.persistent();
    }

    private void drop(Payload payload) {
        if (payload.release()) {
            for (Place place : payload.places()) {
                if (place.segment() < 0) {
                    spillRelease.accept(place);
                }
            }
            if (payload.placed() && !shared.isEmpty()) {
                shared.remove(payload.places().get(0), payload);
            }
        }
    }
}
