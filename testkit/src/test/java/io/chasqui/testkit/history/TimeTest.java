package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.ViolationKind.DELIVERED_EARLY;
import static io.chasqui.testkit.history.ViolationKind.DELIVERED_EXPIRED;
import static io.chasqui.testkit.history.ViolationKind.EXPIRATION_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeTest {
    private static final long SENT = 1_000_000;

    private final Story story = Story.ofQueue();

    @Test
    void acceptsADelayedMessageInTime() {
        story.sendWith(1, new Terms(null, SENT, 500, 0)).consumeAt("q", 1, SENT + 500, 0);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsADelayedMessageThatComesEarly() {
        story.sendWith(1, new Terms(null, SENT, 500, 0)).consumeAt("q", 1, SENT + 400, 0);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(DELIVERED_EARLY);
            assertThat(violation.text()).contains("100 ms before its delivery time");
        });
    }

    @Test
    void acceptsAMessageInItsLifetime() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("q", 1, SENT + 499, SENT + 501);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatComesAfterItsExpiration() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("q", 1, SENT + 3_000, SENT + 501);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(DELIVERED_EXPIRED);
            assertThat(violation.text()).contains("2499 ms after its expiration");
        });
    }

    @Test
    void bearsASlowMachine() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("q", 1, SENT + 2_000, SENT + 501);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAnExpirationThatWasForgotten() {
        story.sendWith(1, new Terms(null, SENT, 0, 500)).consumeAt("q", 1, SENT + 10, 0);

        assertThat(story.kinds()).containsExactly(EXPIRATION_CHANGED);
    }

    @Test
    void findsAnExpirationThatNobodyAskedFor() {
        story.sendWith(1, new Terms(null, SENT, 0, 0)).consumeAt("q", 1, SENT + 10, SENT + 500);

        assertThat(story.kinds()).containsExactly(EXPIRATION_CHANGED);
    }

    @Test
    void saysNothingWhereNobodyLookedAtAClock() {
        WorkUnit unit = story.unit("c");
        story.sendWith(1, new Terms(null, SENT, 500, 500)).receive(1, unit).settle(unit, Outcome.CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }
}
