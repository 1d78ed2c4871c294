package io.chasqui.broker.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final int MANY = 100_000;

    @Test
    void tellsAsManyAsATopicHasSubscriptionsWhereItLies() {
        Payload payload = Payload.arrived(new byte[3], true);
        List<Integer> told = new ArrayList<>();
        IntStream.range(0, MANY).forEach(i -> payload.whenPlaced(() -> told.add(i)));

        payload.placeAt(List.of(new Place(1, 2, 3)));

        assertThat(told).hasSize(MANY).isSorted();
    }

    @Test
    void tellsAtOnceWhoAsksLater() {
        Payload payload = Payload.stored(List.of(new Place(1, 2, 3)));
        List<String> told = new ArrayList<>();

        payload.whenPlaced(() -> told.add("at once"));

        assertThat(told).containsExactly("at once");
    }

    @Test
    void tellsAllWhoHaveItThatTheBytesAreGone() {
        Payload payload = Payload.stored(List.of(new Place(1, 2, 3)));
        payload.load(new byte[3]);
        List<Integer> told = new ArrayList<>();
        List<Payload.Resident> residents = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> residents.add(() -> told.add(i)));
        residents.forEach(payload::addResident);
        payload.removeResident(residents.get(2));

        payload.unload();

        assertThat(told).containsExactlyInAnyOrder(0, 1, 3, 4);
        assertThat(payload.residents()).isEqualTo(4);
    }
}
