package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static io.chasqui.testkit.history.ViolationKind.CONSUMED_TWICE;
import static io.chasqui.testkit.history.ViolationKind.REDELIVERED_AFTER_ACKNOWLEDGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AcknowledgeTest {
    private final Story story = Story.ofQueue().send(1, CONFIRMED);

    @Test
    void findsARedeliveryAfterTheAcknowledgementReturned() {
        story.consume(1).crash().receive(1, story.unit("d"), 2);

        assertThat(story.kinds()).containsExactly(REDELIVERED_AFTER_ACKNOWLEDGE);
    }

    @Test
    void findsARemainderAfterTheAcknowledgementReturned() {
        story.consume(1).remain("q", 1);

        assertThat(story.kinds()).containsExactly(REDELIVERED_AFTER_ACKNOWLEDGE);
    }

    @Test
    void acceptsARedeliveryAfterAnUnknownAcknowledgement() {
        WorkUnit unit = story.unit("c");
        story.receive(1, unit).crash().settle(unit, UNKNOWN).receive(1, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatTwoUnitsAcknowledged() {
        WorkUnit one = story.unit("c");
        WorkUnit two = story.unit("d");
        story.receive(1, one).crash().receive(1, two, 2).settle(one, CONFIRMED).settle(two, CONFIRMED);

        assertThat(story.kinds()).containsExactly(CONSUMED_TWICE);
    }

    @Test
    void acceptsTheSameMessageTwiceInOneUnit() {
        WorkUnit unit = story.unit("c");
        story.receive(1, unit).crash().receive(1, unit, 2).settle(unit, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsTheSameMessageAtTwoSubscriptions() {
        WorkUnit unit = story.unit("p");
        story.consume(1)
                .open(Source.subscription("s1", "t"))
                .open(Source.subscription("s2", "t"))
                .attempt(Story.labelled(2, "t", unit, Map.of()))
                .settle(unit, CONFIRMED)
                .consumeFrom("s1", 2)
                .consumeFrom("s2", 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void takesAnUnknownTransactionAsDoneWhenItsSendsAppeared() {
        WorkUnit transaction = story.transaction("c");
        story.receive(1, transaction)
                .attempt(2, transaction)
                .crash()
                .settle(transaction, UNKNOWN)
                .consume(2)
                .receive(1, story.unit("d"), 2);

        assertThat(story.kinds()).containsExactly(REDELIVERED_AFTER_ACKNOWLEDGE);
    }
}
