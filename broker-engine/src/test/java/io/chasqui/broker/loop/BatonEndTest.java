package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatonEndTest {
    private final Baton baton = new Baton(() -> {});

    @Test
    void tellsWhoEndedItFirst() {
        assertThat(baton.end()).isTrue();
        assertThat(baton.end()).isFalse();
    }

    /** A failure and a close may come together: both retire the baton, and neither waits for the other. */
    @Test
    void retiresTwice() {
        baton.retire();
        baton.retire();

        assertThat(baton.ended()).isTrue();
        assertThat(baton.take()).isFalse();
    }
}
