package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void takesPlacesThatLieCloseBehindEachOther() {
        Span span = span(new Place(1, 100, 50), new Place(1, 180, 50), new Place(1, 230, 10));

        assertThat(span.count()).isEqualTo(3);
        assertThat(span.place()).isEqualTo(new Place(1, 100, 140));
    }

    @Test
    void endsBeforeAnotherSegmentAGapOrAStepBack() {
        assertThat(span(new Place(1, 100, 50), new Place(2, 150, 50)).count()).isEqualTo(1);
        assertThat(span(new Place(1, 100, 50), new Place(1, 10_000, 50)).count())
                .isEqualTo(1);
        assertThat(span(new Place(1, 100, 50), new Place(1, 20, 50)).count()).isEqualTo(1);
        assertThat(span(new Place(-1, 100, 50), new Place(-1, 150, 50)).count()).isEqualTo(1);
    }

    @Test
    void cutsOutTheBytesOfEachPlace() {
        byte[] all = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] second = {6, 7};
        Place at = new Place(1, 15, 2, Place.checksumOf(second, 0, 2));
        Span span = span(new Place(1, 10, 3), at);

        assertThat(span.cut(all, at)).isEqualTo(second);
        all[6] = 0;
        assertThat(span.cut(all, at)).as("other bytes than were written").isNull();
    }

    private static Span span(Place... places) {
        List<List<Place>> all = Arrays.stream(places).map(List::of).toList();
        return Span.from(0, all.stream().map(Payload::stored).toList(), all);
    }
}
