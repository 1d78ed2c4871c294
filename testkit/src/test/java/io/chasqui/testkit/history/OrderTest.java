package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.ViolationKind.OUT_OF_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderTest {
    private final Story story = Story.ofExclusiveQueue();

    @Test
    void findsFirstDeliveriesInTheWrongOrder() {
        story.send(1, CONFIRMED).send(2, CONFIRMED).consume(2).consume(1);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(OUT_OF_ORDER);
            assertThat(violation.text()).contains("p#2");
        });
    }

    @Test
    void acceptsRedeliveriesBehindLaterMessages() {
        WorkUnit transaction = story.transaction("c");
        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .receive(1, transaction)
                .receive(2, transaction)
                .settle(transaction, FAILED)
                .receive(1, story.unit("c"), 2)
                .receive(2, story.unit("c"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void doesNotJudgeQueuesThatConsumersShare() {
        Story shared = Story.ofQueue();
        shared.send(1, CONFIRMED).send(2, CONFIRMED).consume(2).consume(1);

        assertThat(shared.violations()).isEmpty();
    }

    @Test
    void judgesSubscriptionsOneByOne() {
        WorkUnit one = story.unit("p");
        WorkUnit two = story.unit("p");
        story.open(Source.subscription("s1", "t"))
                .open(Source.subscription("s2", "t"))
                .attempt(Story.labelled(1, "t", one, Map.of()))
                .settle(one, CONFIRMED)
                .attempt(Story.labelled(2, "t", two, Map.of()))
                .settle(two, CONFIRMED)
                .consumeFrom("s1", 1)
                .consumeFrom("s1", 2)
                .consumeFrom("s2", 2)
                .consumeFrom("s2", 1);

        assertThat(story.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.subject()).isEqualTo("p#1 at s2"));
    }

    @Test
    void letsHigherPrioritiesOvertake() {
        WorkUnit one = story.unit("p");
        WorkUnit two = story.unit("p");
        story.attempt(new SentMessage(Story.key(1), "q", one, 4, true, "digest-1", Map.of(), Terms.NONE))
                .settle(one, CONFIRMED)
                .attempt(new SentMessage(Story.key(2), "q", two, 9, true, "digest-2", Map.of(), Terms.NONE))
                .settle(two, CONFIRMED)
                .consume(2)
                .consume(1);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void letsVolatileMessagesOvertake() {
        WorkUnit unit = story.unit("p");
        story.send(1, CONFIRMED)
                .attempt(new SentMessage(Story.key(2), "q", unit, 4, false, "digest-2", Map.of(), Terms.NONE))
                .settle(unit, CONFIRMED)
                .consume(2)
                .consume(1);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void doesNotCompareProducers() {
        WorkUnit unit = story.unit("other");
        MessageKey key = new MessageKey("other", 1);
        story.send(5, CONFIRMED)
                .attempt(SentMessage.persistent(key, "q", unit, "digest"))
                .settle(unit, CONFIRMED)
                .consume(5)
                .receive(new Receipt("q", "c", key, "ID:other", false, 1, "digest", story.unit("c"), 0, 0));

        assertThat(story.violations()).isEmpty();
    }
}
