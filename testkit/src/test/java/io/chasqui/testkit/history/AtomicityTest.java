package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.Outcome.UNKNOWN;
import static io.chasqui.testkit.history.ViolationKind.LOST;
import static io.chasqui.testkit.history.ViolationKind.TORN_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtomicityTest {
    private final Story story = Story.ofQueue();
    private final WorkUnit sending = story.transaction("p");
    private final WorkUnit consuming = story.transaction("c");

    @Test
    void findsAnUnknownTransactionOfWhichHalfAppeared() {
        story.attempt(1, sending).attempt(2, sending).settle(sending, UNKNOWN).consume(1);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(TORN_TRANSACTION);
            assertThat(violation.subject()).isEqualTo("p#2 at q");
        });
    }

    @Test
    void acceptsAnUnknownTransactionOfWhichNothingAppeared() {
        story.attempt(1, sending).attempt(2, sending).settle(sending, UNKNOWN);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsAnUnknownTransactionOfWhichAllAppeared() {
        story.attempt(1, sending)
                .attempt(2, sending)
                .settle(sending, UNKNOWN)
                .consume(1)
                .consume(2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAConfirmedTransactionOfWhichHalfAppeared() {
        story.attempt(1, sending).attempt(2, sending).settle(sending, CONFIRMED).consume(1);

        assertThat(story.kinds()).containsExactly(LOST);
    }

    @Test
    void findsAnUnknownCommitOfWhichHalfCameBack() {
        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .receive(1, consuming)
                .receive(2, consuming)
                .crash()
                .settle(consuming, UNKNOWN)
                .receive(1, story.unit("d"), 2);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(TORN_TRANSACTION);
            assertThat(violation.text()).contains("p#1 at q").contains("p#2 at q");
        });
    }

    @Test
    void findsAnUnknownCommitOfWhichHalfRemains() {
        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .receive(1, consuming)
                .receive(2, consuming)
                .settle(consuming, UNKNOWN)
                .remain("q", 2);

        assertThat(story.kinds()).containsExactly(TORN_TRANSACTION);
    }

    @Test
    void acceptsAnUnknownCommitOfWhichAllCameBack() {
        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .receive(1, consuming)
                .receive(2, consuming)
                .crash()
                .settle(consuming, UNKNOWN)
                .receive(1, story.unit("d"), 2)
                .receive(2, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void doesNotJudgeUnknownAcknowledgementsOutsideOfTransactions() {
        WorkUnit unit = story.unit("c");
        story.send(1, CONFIRMED)
                .send(2, CONFIRMED)
                .receive(1, unit)
                .receive(2, unit)
                .crash()
                .receive(1, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsWhatAnUnknownTransactionConsumedWithoutSending() {
        story.send(1, CONFIRMED)
                .receive(1, consuming)
                .attempt(2, consuming)
                .crash()
                .settle(consuming, UNKNOWN);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(TORN_TRANSACTION);
            assertThat(violation.subject()).isEqualTo("p#1 at q");
        });
    }

    @Test
    void acceptsAnUnknownTransactionThatConsumedAndSent() {
        story.send(1, CONFIRMED)
                .receive(1, consuming)
                .attempt(2, consuming)
                .crash()
                .settle(consuming, UNKNOWN)
                .consume(2);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acceptsARolledBackTransactionThatConsumedAndSent() {
        story.send(1, CONFIRMED)
                .receive(1, consuming)
                .attempt(2, consuming)
                .settle(consuming, FAILED)
                .receive(1, story.unit("d"), 2);

        assertThat(story.violations()).isEmpty();
    }
}
