package io.chasqui.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtocolVersionTest {
    @Test
    void choosesTheHighestCommonVersion() {
        assertThat(ProtocolVersion.negotiate(0, 100)).hasValue(ProtocolVersion.CURRENT);
        assertThat(ProtocolVersion.negotiate(1, 1)).hasValue(1);
    }

    @Test
    void findsNoneWithoutACommonOne() {
        assertThat(ProtocolVersion.negotiate(ProtocolVersion.CURRENT + 1, 100)).isEmpty();
        assertThat(ProtocolVersion.negotiate(-3, ProtocolVersion.LEAST - 1)).isEmpty();
        assertThat(ProtocolVersion.negotiate(1, 0)).isEmpty();
        assertThat(ProtocolVersion.negotiate(5, Integer.MIN_VALUE)).isEmpty();
    }
}
