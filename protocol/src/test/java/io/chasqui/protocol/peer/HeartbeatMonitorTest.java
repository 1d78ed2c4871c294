package io.chasqui.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatMonitorTest {
    private static final long INTERVAL = 100;

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000, Long.MAX_VALUE - 150})
    void asksAfterOneIntervalAndGivesUpAfterTwo(long start) {
        HeartbeatMonitor monitor = new HeartbeatMonitor(INTERVAL, start);

        assertThat(monitor.poll(start + 99)).isEqualTo(Heartbeat.NOTHING);
        assertThat(monitor.poll(start + 100)).isEqualTo(Heartbeat.SEND_PING);
        assertThat(monitor.poll(start + 150)).isEqualTo(Heartbeat.NOTHING);
        assertThat(monitor.poll(start + 199)).isEqualTo(Heartbeat.NOTHING);
        assertThat(monitor.poll(start + 200)).isEqualTo(Heartbeat.DEAD);
    }

    @Test
    void startsAgainWithEveryInput() {
        HeartbeatMonitor monitor = new HeartbeatMonitor(INTERVAL, 0);
        assertThat(monitor.poll(120)).isEqualTo(Heartbeat.SEND_PING);

        monitor.onInput(130);

        assertThat(monitor.poll(229)).isEqualTo(Heartbeat.NOTHING);
        assertThat(monitor.poll(230)).isEqualTo(Heartbeat.SEND_PING);
    }

    @Test
    void givesNobodyUpUnasked() {
        HeartbeatMonitor monitor = new HeartbeatMonitor(INTERVAL, 0);

        assertThat(monitor.poll(1_000)).isEqualTo(Heartbeat.SEND_PING);
        assertThat(monitor.poll(1_001)).isEqualTo(Heartbeat.DEAD);
    }

    @Test
    void saysWhenToAskNext() {
        HeartbeatMonitor monitor = new HeartbeatMonitor(INTERVAL, 0);

        assertThat(monitor.nextPollNanos(30)).isEqualTo(70);
        assertThat(monitor.nextPollNanos(100)).isEqualTo(100);
        assertThat(monitor.nextPollNanos(500)).isEqualTo(1);
    }

    @Test
    void neverGivesUpWithoutAnInterval() {
        HeartbeatMonitor monitor = new HeartbeatMonitor(0, 0);

        assertThat(monitor.poll(Long.MAX_VALUE)).isEqualTo(Heartbeat.NOTHING);
        assertThat(monitor.nextPollNanos(5)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesANegativeInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeartbeatMonitor(-1, 0))
                .withMessageContaining("is -1");
    }
}
