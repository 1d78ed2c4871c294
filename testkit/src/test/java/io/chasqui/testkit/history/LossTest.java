package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static io.chasqui.testkit.history.ViolationKind.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LossTest {
    private final Story story = Story.ofQueue();

    @Test
    void findsAConfirmedMessageThatNeverCame() {
        story.send(1, CONFIRMED).send(2, CONFIRMED).consume(2);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(LOST);
            assertThat(violation.subject()).isEqualTo("p#1 at q");
        });
    }

    @Test
    void acceptsAConfirmedMessageThatRemains() {
        story.send(1, CONFIRMED).remain("q", 1);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsAFailedMessageThatNeverCame() {
        story.send(1, FAILED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsEitherEndOfAnUnknownSend() {
        story.send(1, UNKNOWN).send(2, UNKNOWN).consume(2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void countsAUnitThatWasNeverSettledAsUnknown() {
        story.attempt(1, story.unit("p")).attempt(2, story.unit("p")).consume(2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatDidNotComeBackAfterRollback() {
        WorkUnit transaction = story.transaction("c");
        story.send(1, CONFIRMED).receive(1, transaction).settle(transaction, FAILED);

        assertThat(story.kinds()).containsExactly(LOST);
        assertThat(story.violations().get(0).text()).contains("rolled back");
    }

    @Test
    void findsAMessageOfUnknownSendThatDidNotComeBackAfterRollback() {
        WorkUnit transaction = story.transaction("c");
        story.send(1, UNKNOWN).receive(1, transaction).settle(transaction, FAILED);

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void findsAMessageWhoseLaterReceiptProvesTheEarlierUnacknowledged() {
        WorkUnit automatic = story.unit("a");
        WorkUnit transaction = story.transaction("c");
        story.send(1, CONFIRMED)
                .receive(1, automatic)
                .crash()
                .receive(1, transaction, 2)
                .settle(transaction, FAILED);

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void acceptsAMessageWhoseLastReceiptIsOfUnknownEnd() {
        WorkUnit transaction = story.transaction("c");
        story.send(1, CONFIRMED)
                .receive(1, transaction)
                .settle(transaction, FAILED)
                .receive(1, story.unit("a"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void doesNotMissVolatileMessages() {
        WorkUnit unit = story.unit("p");
        story.attempt(new SentMessage(Story.key(1), "q", unit, 4, false, "digest-1", Map.of(), Terms.NONE))
                .settle(unit, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void expectsEveryMessageAtEverySubscription() {
        WorkUnit unit = story.unit("p");
        story.open(Source.subscription("s1", "t"))
                .open(Source.subscription("s2", "t"))
                .attempt(Story.labelled(1, "t", unit, Map.of()))
                .settle(unit, CONFIRMED)
                .consumeFrom("s1", 1);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(LOST);
            assertThat(violation.subject()).isEqualTo("p#1 at s2");
        });
    }

    @Test
    void expectsAMessageOfUnknownSendAtAllSubscriptionsOnceItWasAtOne() {
        WorkUnit unit = story.unit("p");
        story.open(Source.subscription("s1", "t"))
                .open(Source.subscription("s2", "t"))
                .attempt(Story.labelled(1, "t", unit, Map.of()))
                .settle(unit, UNKNOWN)
                .consumeFrom("s1", 1);

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void expectsNothingSentBeforeTheSubscription() {
        WorkUnit unit = story.unit("p");
        story.attempt(Story.labelled(1, "t", unit, Map.of()))
                .settle(unit, CONFIRMED)
                .open(Source.subscription("s1", "t"));

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void expectsOnlyWhatTheSelectorTakes() {
        Source red = new Source(
                "red", "t", true, message -> "red".equals(message.labels().get("colour")));
        WorkUnit one = story.unit("p");
        WorkUnit two = story.unit("p");
        story.open(red)
                .attempt(Story.labelled(1, "t", one, Map.of("colour", "blue")))
                .settle(one, CONFIRMED)
                .attempt(Story.labelled(2, "t", two, Map.of("colour", "red")))
                .settle(two, CONFIRMED);

        assertThat(story.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.subject()).isEqualTo("p#2 at red"));
    }
}
