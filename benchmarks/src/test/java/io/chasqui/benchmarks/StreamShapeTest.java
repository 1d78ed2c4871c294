package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import org.junit.jupiter.api.Test;

class StreamShapeTest {

    @Test
    void givesEachMessageToEverySubscriberOfATopic() {
        assertThat(StreamShape.topic(1, 10).copies()).isEqualTo(10);
    }

    @Test
    void givesEachMessageToOneConsumerOfAQueue() {
        assertThat(StreamShape.queue(8, 8, DeliveryMode.PERSISTENT).copies()).isOne();
    }

    @Test
    void isDrainedWhenEveryCopyHasCome() {
        var traffic = new Traffic(10, 2, 0);

        traffic.sent(3);
        traffic.allSent();
        traffic.received(5);

        assertThat(traffic.drained()).isFalse();
        traffic.received(1);
        assertThat(traffic.drained()).isTrue();
    }
}
