package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void isQuickAtFirst() {
        assertThat(pace.pauseMillis()).isEqualTo(Pace.QUICK_MILLIS);

        pace.ticked(Long.MAX_VALUE);

        assertThat(pace.pauseMillis()).isEqualTo(Pace.QUICK_MILLIS);
    }

    @Test
    void putsTheNextRoundOffAsFarAsTheDutiesAllow() {
        idle();
        assertThat(pace.pauseMillis()).isEqualTo(Pace.SLOW_MILLIS);

        pace.ticked(370);
        assertThat(pace.pauseMillis()).isEqualTo(370);

        pace.ticked(0);
        assertThat(pace.pauseMillis()).isEqualTo(Pace.QUICK_MILLIS);
    }

    @Test
    void saysOnceThatTheNextRoundIsNotPutOffAnyLonger() {
        idle();

        boolean first = pace.worked();
        boolean second = pace.worked();

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(pace.pauseMillis()).isEqualTo(Pace.QUICK_MILLIS);
    }

    @Test
    void staysQuickForOneRoundAfterWork() {
        idle();
        boolean unused = pace.worked();

        pace.ticked(Long.MAX_VALUE);
        assertThat(pace.pauseMillis()).isEqualTo(Pace.QUICK_MILLIS);

        pace.ticked(Long.MAX_VALUE);
        assertThat(pace.pauseMillis()).isEqualTo(Pace.SLOW_MILLIS);
    }

    private void idle() {
        pace.ticked(Long.MAX_VALUE);
        pace.ticked(Long.MAX_VALUE);
    }
}
