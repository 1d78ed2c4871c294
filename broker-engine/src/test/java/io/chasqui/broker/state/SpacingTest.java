package io.chasqui.broker.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How far sequences are apart, as the last messages had it. */
class SpacingTest {
    private final Spacing spacing = new Spacing();

    @Test
    void isOneWithoutGaps() {
        come(100, 0);

        assertThat(spacing.average()).isEqualTo(1);
    }

    @Test
    void followsTheGaps() {
        come(100, 9);
        assertThat(spacing.average()).isBetween(9, 10);

        come(100, 0);
        assertThat(spacing.average()).isEqualTo(1);
    }

    @Test
    void doesNotBelieveThatALongSilenceGoesOn() {
        come(100, 0);
        come(1, Long.MAX_VALUE / 2);
        assertThat(spacing.average()).isEqualTo(9);

        come(100, Long.MAX_VALUE / 2);
        assertThat(spacing.average()).isBetween(64, 65);
    }

    @Test
    void passesOverTheGapBeforeTheFirstMessageOfATime() {
        come(1, 1L << 40);
        come(10, 0);
        spacing.restart();
        come(1, 1L << 40);

        assertThat(spacing.average()).isEqualTo(1);
    }

    private void come(int messages, long skipped) {
        for (int i = 0; i < messages; i++) {
            spacing.count(skipped);
        }
    }
}
