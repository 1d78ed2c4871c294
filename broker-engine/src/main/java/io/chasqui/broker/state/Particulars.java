package io.chasqui.broker.state;

import io.chasqui.broker.journal.Place;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a message beyond its row.
 *
 * @param sequence the message
 * @param releases how often it came back and counted
 * @param exposed whether it may have been delivered before the broker's last start
 * @param exposedNow whether it was exposed singly in this life of the broker
 * @param spared whether a branch had it at the broker's last start
 * @param deliveryTimeMillis broker time before which it is not delivered, 0 for at once
 * @param annotations what the broker has added to it
 * @param places where its payload lies, if that is more than one place; otherwise empty
 */
public record Particulars(
        long sequence,
        int releases,
        boolean exposed,
        boolean exposedNow,
        boolean spared,
        long deliveryTimeMillis,
        byte[] annotations,
        List<Place> places) {
    static Particulars of(MessageEntry entry) {
        List<Place> places = entry.payload().places();
        return new Particulars(
                entry.sequence(),
                entry.releases(),
                entry.exposedItself(),
                entry.exposedSingly(),
                entry.spared(),
                entry.deliveryTimeMillis(),
                entry.annotations(),
                places.size() > 1 ? places : List.of());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Particulars that
                && sequence == that.sequence
                && releases == that.releases
                && exposed == that.exposed
                && exposedNow == that.exposedNow
                && spared == that.spared
                && deliveryTimeMillis == that.deliveryTimeMillis
                && Arrays.equals(annotations, that.annotations)
                && places.equals(that.places);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
