package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.ViolationKind.DELIVERY_COUNT;
import static io.chasqui.testkit.history.ViolationKind.DUPLICATE_WITHOUT_FLAG;
import static io.chasqui.testkit.history.ViolationKind.FLAG_WITHOUT_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedeliveryFlagTest {
    private final Story story = Story.ofQueue().send(1, CONFIRMED);
    private final WorkUnit first = story.transaction("c");

    @Test
    void acceptsAFlaggedAndCountedRedelivery() {
        story.receive(1, first).settle(first, FAILED).receive(1, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsADuplicateWithoutFlag() {
        story.receive(1, first).settle(first, FAILED).crash().receive(1, story.unit("d"), 1);

        assertThat(story.kinds()).containsExactly(DUPLICATE_WITHOUT_FLAG);
    }

    @Test
    void findsADuplicateWithoutFlagHoweverLateItIsWrittenDown() {
        story.receive(1, first)
                .settle(first, FAILED)
                .crash()
                .receive(1, story.unit("d"), 2)
                .crash()
                .receive(1, story.unit("e"), 1);

        assertThat(story.kinds()).contains(DUPLICATE_WITHOUT_FLAG);
    }

    @Test
    void acceptsOneUnflaggedReceiptThatIsWrittenDownLate() {
        story.crash().receive(1, story.unit("d"), 2).crash().receive(1, story.unit("e"), 3);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAFlagOnAFirstDeliveryWithoutACrash() {
        story.receive(1, first, 2).settle(first, CONFIRMED);

        assertThat(story.kinds()).containsExactly(FLAG_WITHOUT_DELIVERY);
    }

    @Test
    void acceptsAFlagOnAFirstDeliveryAfterACrash() {
        story.crash().receive(1, first, 2).settle(first, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAFlagWithoutACount() {
        story.crash()
                .receive(new Receipt("q", "c", Story.key(1), "ID:1", true, 1, "digest-1", first, 0, 0))
                .settle(first, CONFIRMED);

        assertThat(story.kinds()).containsExactly(DELIVERY_COUNT);
    }

    @Test
    void findsACountWithoutAFlag() {
        story.receive(new Receipt("q", "c", Story.key(1), "ID:1", false, 2, "digest-1", first, 0, 0))
                .settle(first, CONFIRMED);

        assertThat(story.kinds()).containsExactly(DELIVERY_COUNT);
    }

    @Test
    void findsACountThatDoesNotGrow() {
        WorkUnit second = story.transaction("c");
        story.receive(1, first)
                .settle(first, FAILED)
                .receive(1, second, 2)
                .settle(second, FAILED)
                .receive(1, story.unit("d"), 2);

        assertThat(story.kinds()).containsExactly(DELIVERY_COUNT);
    }

    @Test
    void acceptsACountThatACrashHoldsBack() {
        WorkUnit second = story.transaction("c");
        story.receive(1, first)
                .settle(first, FAILED)
                .receive(1, second, 2)
                .crash()
                .receive(1, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsACountThatACrashMakesSmaller() {
        WorkUnit second = story.transaction("c");
        story.receive(1, first)
                .settle(first, FAILED)
                .receive(1, second, 3)
                .crash()
                .receive(1, story.unit("d"), 2);

        assertThat(story.kinds()).containsExactly(DELIVERY_COUNT);
    }
}
