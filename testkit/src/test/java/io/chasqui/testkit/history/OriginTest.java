package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static io.chasqui.testkit.history.ViolationKind.CONTENT_CHANGED;
import static io.chasqui.testkit.history.ViolationKind.FAILED_BUT_APPEARED;
import static io.chasqui.testkit.history.ViolationKind.MISROUTED;
import static io.chasqui.testkit.history.ViolationKind.NEVER_SENT;
import static io.chasqui.testkit.history.ViolationKind.SENT_TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginTest {
    private final Story story = Story.ofQueue();

    @Test
    void acceptsAnEmptyHistory() {
        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsWhatIsSentAndConsumedOnce() {
        story.send(1, CONFIRMED).send(2, CONFIRMED).consume(1).consume(2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatNobodySent() {
        story.consume(7);

        assertThat(story.kinds()).containsExactly(NEVER_SENT);
        assertThat(story.violations().get(0))
                .hasToString("NEVER_SENT p#7 at q: it appeared, but no producer has tried to send it");
    }

    @Test
    void findsARemainderThatNobodySent() {
        story.remain("q", 7);

        assertThat(story.kinds()).containsExactly(NEVER_SENT);
    }

    @Test
    void findsAFailedSendThatAppeared() {
        story.send(1, FAILED).consume(1);

        assertThat(story.kinds()).containsExactly(FAILED_BUT_APPEARED);
    }

    @Test
    void findsAFailedSendThatRemains() {
        story.send(1, FAILED).remain("q", 1);

        assertThat(story.kinds()).containsExactly(FAILED_BUT_APPEARED);
    }

    @Test
    void findsARolledBackTransactionThatAppeared() {
        WorkUnit transaction = story.transaction("p");
        story.attempt(1, transaction).attempt(2, transaction).settle(transaction, FAILED);
        story.consume(2);

        assertThat(story.kinds()).containsExactly(FAILED_BUT_APPEARED);
    }

    @Test
    void findsAMessageAtTheWrongSource() {
        story.open(Source.sharedQueue("other"))
                .send(1, CONFIRMED)
                .consumeFrom("other", 1)
                .consume(1);

        assertThat(story.kinds()).containsExactly(MISROUTED);
    }

    @Test
    void findsAMessageThatItsSelectorDoesNotTake() {
        Source red = new Source(
                "red", "t", true, message -> "red".equals(message.labels().get("colour")));
        WorkUnit unit = story.unit("p");
        story.open(red)
                .attempt(Story.labelled(1, "t", unit, Map.of("colour", "blue")))
                .settle(unit, CONFIRMED)
                .consumeFrom("red", 1);

        assertThat(story.kinds()).containsExactly(MISROUTED);
    }

    @Test
    void findsChangedContent() {
        WorkUnit unit = story.unit("c");
        Receipt good = Story.receipt("q", 1, unit, 1);
        story.send(1, CONFIRMED)
                .receive(new Receipt("q", "c", good.key(), good.messageId(), false, 1, "other", unit, 0, 0))
                .settle(unit, CONFIRMED);

        assertThat(story.kinds()).containsExactly(CONTENT_CHANGED);
    }

    @Test
    void findsASendThatBecameTwoMessages() {
        WorkUnit first = story.unit("c");
        WorkUnit second = story.unit("c");
        story.send(1, UNKNOWN)
                .crash()
                .receive(new Receipt("q", "c", Story.key(1), "ID:1", false, 1, "digest-1", first, 0, 0))
                .receive(new Receipt("q", "c", Story.key(1), "ID:1b", true, 2, "digest-1", second, 0, 0));

        assertThat(story.kinds()).containsExactly(SENT_TWICE);
    }

    @Test
    void findsASendThatRemainsTwice() {
        story.send(1, CONFIRMED).remain("q", 1).remain("q", 1);

        assertThat(story.kinds()).containsExactly(SENT_TWICE);
    }

    @Test
    void refusesAHistoryThatNamesAMessageTwice() {
        story.send(1, CONFIRMED).send(1, CONFIRMED);

        assertThatIllegalArgumentException()
                .isThrownBy(story::violations)
                .withMessageContaining("message p#1 is attempted a second time");
    }

    @Test
    void refusesAHistoryThatSettlesAUnitTwice() {
        WorkUnit unit = story.unit("p");
        story.settle(unit, CONFIRMED).settle(unit, FAILED);

        assertThatIllegalArgumentException().isThrownBy(story::violations).withMessageContaining("unit p/1 is settled");
    }
}
