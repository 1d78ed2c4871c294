package io.chasqui.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private final ManualClock clock = new ManualClock(5_000);

    @Test
    void standsStillUntilMoved() {
        assertThat(clock.nowMillis()).isEqualTo(5_000);
        assertThat(clock.nowNanos()).isZero();
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(5_000));
    }

    @Test
    void movesWallTimeAndElapsedTimeTogether() {
        clock.advance(Duration.ofMillis(250));
        clock.advanceMillis(50);

        assertThat(clock.nowMillis()).isEqualTo(5_300);
        assertThat(clock.nowNanos()).isEqualTo(300_000_000);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(5_300));
    }

    @Test
    void refusesToGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advanceMillis(-1))
                .withMessageContaining("goes forward only");
    }
}
