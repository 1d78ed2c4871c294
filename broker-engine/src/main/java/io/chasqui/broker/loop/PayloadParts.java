package io.chasqui.broker.loop;

import io.chasqui.broker.journal.Place;
import java.util.List;
import java.util.function.Function;

/** Puts the parts of a payload together again. */
final class PayloadParts {
    private PayloadParts() {}

    static byte[] join(List<Place> places, Function<Place, byte[]> source) {
        if (places.size() == 1) {
            return source.apply(places.get(0));
        }
        byte[] whole = new byte[places.stream().mapToInt(Place::length).sum()];
        int at = 0;
        for (Place place : places) {
            System.arraycopy(source.apply(place), 0, whole, at, place.length());
            at += place.length();
        }
        return whole;
    }
}
