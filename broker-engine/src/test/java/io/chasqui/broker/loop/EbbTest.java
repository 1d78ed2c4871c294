package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EbbTest {
    private static final int SEGMENT = 7;

    private final Ebb ebb = new Ebb();
    private long bytes = 60_000;

    @Test
    void seesASegmentThatIsConsumedInOrder() {
        pass(15, 1_500);

        assertThat(emptiesSoon()).isTrue();
    }

    @Test
    void doesNotWaitForASegmentThatLosesLittle() {
        pass(15, 100);

        assertThat(emptiesSoon()).isFalse();
    }

    @Test
    void looksForAWhileAtWhatNobodyConsumes() {
        assertThat(emptiesSoon()).isTrue();
        pass(3, 0);
        assertThat(emptiesSoon()).isTrue();

        pass(7, 0);

        assertThat(emptiesSoon()).isFalse();
    }

    @Test
    void forgivesAShortPause() {
        pass(15, 2_000);

        pass(4, 0);

        assertThat(emptiesSoon()).isTrue();
    }

    @Test
    void noticesThatNobodyConsumesAnyMore() {
        pass(15, 2_000);

        pass(11, 0);

        assertThat(emptiesSoon()).isFalse();
    }

    @Test
    void isSettledOnceNothingChangesAnyMore() {
        pass(15, 2_000);
        assertThat(ebb.settled(Map.of(SEGMENT, bytes))).isFalse();
        pass(3, 0);
        assertThat(ebb.settled(Map.of(SEGMENT, bytes))).isFalse();

        pass(9, 0);

        assertThat(ebb.settled(Map.of(SEGMENT, bytes))).isTrue();
        assertThat(ebb.settled(Map.of(SEGMENT, bytes - 1))).isFalse();
    }

    private void pass(int ticks, int lostBytes) {
        for (int tick = 0; tick < ticks; tick++) {
            bytes -= lostBytes;
            ebb.tick(Map.of(SEGMENT, bytes));
        }
    }

    private boolean emptiesSoon() {
        return ebb.emptiesSoon(SEGMENT, bytes);
    }
}
