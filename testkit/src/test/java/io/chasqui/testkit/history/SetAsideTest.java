package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static io.chasqui.testkit.history.ViolationKind.LOST;
import static io.chasqui.testkit.history.ViolationKind.MISROUTED;
import static io.chasqui.testkit.history.ViolationKind.REDELIVERED_AFTER_ACKNOWLEDGE;
import static io.chasqui.testkit.history.ViolationKind.SET_ASIDE_EARLY;
import static io.chasqui.testkit.history.ViolationKind.SET_ASIDE_TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two failed deliveries make a dead letter here, and what expires goes to a queue of its own. */
class SetAsideTest {
    private static final long SENT = 1_000_000;
    private static final Source QUEUE = Source.sharedQueue("q");

    private final Story story =
            new Story().open(QUEUE).open(Source.deadLetters("dead", QUEUE, 2)).open(Source.expired("late", QUEUE));

    @Test
    void acceptsADeadLetterThatFailedOftenEnough() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        story.consumeFrom("dead", 1);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsADeadLetterThatRemains() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        story.remain("dead", 1);

        assertThat(story.violations()).isEmpty();
        assertThat(HistoryChecker.summarise(story.history()).setAside()).isEqualTo(1);
    }

    @Test
    void findsADeadLetterThatFailedTooSeldom() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        story.consumeFrom("dead", 1);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(SET_ASIDE_EARLY);
            assertThat(violation.text()).contains("received 1 times at q, not 2 times");
        });
    }

    @Test
    void findsADeadLetterThatWasLost() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void findsADeadLetterThatIsLostAfterItWasSeen() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        WorkUnit unit = story.transaction("d");
        story.receive(Story.receipt("dead", 1, unit, 1)).settle(unit, FAILED);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(LOST);
            assertThat(violation.subject()).isEqualTo("p#1 at dead");
        });
    }

    @Test
    void findsADeadLetterThatIsStillInItsQueue() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        story.consumeFrom("dead", 1).receive(1, story.unit("c"), 3);

        assertThat(story.kinds()).containsExactly(SET_ASIDE_TWICE);
    }

    @Test
    void findsADeadLetterThatRemainsInItsQueueToo() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        story.consumeFrom("dead", 1).remain("q", 1);

        assertThat(story.kinds()).containsExactly(SET_ASIDE_TWICE);
    }

    @Test
    void findsADeadLetterThatHadBeenConsumed() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        WorkUnit unit = story.unit("c");
        story.receive(1, unit, 2).settle(unit, CONFIRMED).remain("dead", 1);

        assertThat(story.kinds()).containsExactly(SET_ASIDE_TWICE);
    }

    @Test
    void findsADeadLetterThatIsConsumedTwice() {
        story.send(1, CONFIRMED);
        fail(1, 1);
        fail(1, 2);
        story.consumeFrom("dead", 1).receive(Story.receipt("dead", 1, story.unit("d"), 2));

        assertThat(story.kinds()).containsExactly(REDELIVERED_AFTER_ACKNOWLEDGE);
    }

    @Test
    void acceptsAMessageThatExpires() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("late", 1, SENT + 500, SENT + 500);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsAMessageThatExpiresAfterATransactionOfUnknownEnd() {
        WorkUnit unit = story.transaction("c");
        story.sendWith(1, new Terms(null, SENT, 0, 500))
                .sendWith(2, new Terms(null, SENT, 0, 0))
                .receive(1, unit)
                .receive(2, unit)
                .settle(unit, UNKNOWN)
                .consumeAt("late", 1, SENT + 500, SENT + 500)
                .remain("q", 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatExpiresBeforeItsTime() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("late", 1, SENT + 400, SENT + 500);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(SET_ASIDE_EARLY);
            assertThat(violation.text()).contains("100 ms more");
        });
    }

    @Test
    void findsAMessageThatExpiresAlthoughItLivesForEver() {
        story.sendWith(1, new Terms(null, SENT, 0, 0)).consumeAt("late", 1, SENT + 400, 0);

        assertThat(story.kinds()).containsExactly(SET_ASIDE_EARLY);
    }

    @Test
    void findsAMessageThatExpiredAndWasLost() {
        story.sendWith(1, new Terms(null, SENT, 0, 500));

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void findsAMessageInBothPlaces() {
        story.sendWith(1, new Terms(null, SENT, 0, 500));
        fail(1, 1);
        fail(1, 2);
        story.remain("late", 1).remain("dead", 1);

        assertThat(story.kinds()).containsExactly(SET_ASIDE_TWICE);
    }

    @Test
    void findsAStrangerAmongDeadLetters() {
        WorkUnit unit = story.unit("p");
        story.open(Source.sharedQueue("other"))
                .attempt(SentMessage.persistent(Story.key(1), "other", unit, "digest-1"))
                .settle(unit, CONFIRMED)
                .remain("dead", 1)
                .remain("other", 1);

        assertThat(story.kinds()).contains(MISROUTED);
    }

    private void fail(long sequence, int count) {
        WorkUnit unit = story.transaction("c");
        story.receive(sequence, unit, count).settle(unit, FAILED);
    }
}
