package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Journal;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.protocol.message.SealedMessage;
import java.util.Arrays;
import java.util.List;

/** Reads the parts of payloads from wherever they lie. Any thread. */
final class PayloadParts {
    private final Journal journal;
    private final SpillStore spill;

    PayloadParts(Journal journal, SpillStore spill) {
        this.journal = journal;
        this.spill = spill;
    }

    /** The bytes at one place. */
    byte[] read(Place place) {
        return place.segment() < 0 ? spill.read(place) : journal.read(place);
    }

    /** What memory is to have of a payload: all of it, or the head of a large one. */
    byte[] load(Payload payload, List<Place> places) {
        return payload.large() ? head(places) : join(places);
    }

    private byte[] join(List<Place> places) {
        byte[] start = read(places.get(0));
        return places.size() == 1
                ? start
                : first(places, start, places.stream().mapToInt(Place::length).sum());
    }

    private byte[] head(List<Place> places) {
        byte[] start = read(places.get(0));
        int headBytes = SealedMessage.headBytes(first(places, start, SealedMessage.FIXED_BYTES));
        return first(places, start, headBytes);
    }

    /**
     * The first bytes of a payload.
     *
     * @param start what lies at the first place
     */
    private byte[] first(List<Place> places, byte[] start, int length) {
        byte[] bytes = Arrays.copyOf(start, length);
        int at = Math.min(start.length, length);
        for (int i = 1; i < places.size() && at < length; i++) {
            byte[] part = read(places.get(i));
            int count = Math.min(part.length, length - at);
            System.arraycopy(part, 0, bytes, at, count);
            at += count;
        }
        return at == length ? bytes : Arrays.copyOf(bytes, at);
    }
}
