package io.chasqui.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.state.QueueCounters;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueCountersTest {
    private static final Destination COUNTED = Destination.queue("counted");

    @RegisterExtension
    private final ChasquiBroker broker = new ChasquiBroker(options -> options.withSegmentBytes(4 << 20));

    @Test
    void countsWhatCameWhatWentAndWhatIsThere() throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("counted");
            try (MessageProducer producer = session.createProducer(queue)) {
                for (int i = 0; i < 3; i++) {
                    producer.send(session.createTextMessage("m" + i));
                }
            }
            connection.start();
            MessageConsumer consumer = session.createConsumer(queue);
            assertThat(consumer.receive(10_000)).isNotNull();
            consumer.receive(10_000).acknowledge();
        }

        addsUp();
        broker.restart();
        addsUp();
    }

    @Test
    void knowsNothingOfAQueueThatIsNotThere() {
        assertThat(broker.broker().queueCounters(COUNTED)).isEmpty();
        assertThat(broker.broker().queueCounters()).isEmpty();
    }

    private void addsUp() {
        QueueCounters counters = broker.broker().queueCounters(COUNTED).orElseThrow();
        assertThat(counters.enqueued()).isEqualTo(3);
        assertThat(counters.acknowledged()).isEqualTo(2);
        assertThat(counters.expired()).isZero();
        assertThat(counters.lost()).isZero();
        assertThat(counters.present()).isEqualTo(1);
    }
}
