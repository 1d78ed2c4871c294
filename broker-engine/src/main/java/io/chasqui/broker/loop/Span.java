package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places that lie close behind each other in one segment of the journal, so that one read brings all of their bytes. A
 * backlog is mostly read in the order in which it was written: then this saves all but a few of the calls to the operating
 * system.
 */
final class Span {
    private static final int GAP_BYTES = 1 << 10;
    private static final int LIMIT_BYTES = 256 << 10;

    private final Place first;
    private int end;
    private int count = 1;

    private Span(Place first) {
        this.first = first;
        this.end = first.offset() + first.length();
    }

    /**
     * The longest span from one of several places on.
     *
     * @param places of each payload; those that are large, in parts, or not in the journal end a span
     */
    static Span from(int at, List<Payload> payloads, List<List<Place>> places) {
        Span span = new Span(places.get(at).get(0));
        boolean grows = fits(payloads.get(at), places.get(at));
        for (int i = at + 1; grows && i < places.size(); i++) {
            grows = fits(payloads.get(i), places.get(i))
                    && span.takes(places.get(i).get(0));
        }
        return span;
    }

    private static boolean fits(Payload payload, List<Place> places) {
        return places.size() == 1 && places.get(0).segment() > 0 && !payload.large();
    }

    private boolean takes(Place next) {
        long nextEnd = (long) next.offset() + next.length();
        boolean near = next.segment() == first.segment()
                && next.offset() >= end
                && next.offset() - end <= GAP_BYTES
                && nextEnd - first.offset() <= LIMIT_BYTES;
        if (near) {
            end = (int) nextEnd;
            count++;
        }
        return near;
    }

    /** Number of places in it, at least 1. */
    int count() {
        return count;
    }

    /** All of it, as one place without a checksum. */
    Place place() {
        return new Place(first.segment(), first.offset(), end - first.offset());
    }

    /**
     * The bytes of one of its places.
     *
     * @param all what was read of the whole span
     * @return null if they are not those that were written there
     */
    byte @Nullable [] cut(byte[] all, Place place) {
        int from = place.offset() - first.offset();
        byte[] bytes = Arrays.copyOfRange(all, from, from + place.length());
        return place.holds(bytes) ? bytes : null;
    }
}
