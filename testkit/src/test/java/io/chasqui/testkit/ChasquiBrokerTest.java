package io.chasqui.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChasquiBrokerTest {
    @RegisterExtension
    private final ChasquiBroker broker = new ChasquiBroker(options -> options.withSegmentBytes(4 << 20));

    @Test
    void servesClientsOfThisJvm() {
        try (JMSContext context = broker.connectionFactory().createContext()) {
            Queue queue = context.createQueue("greetings");

            context.createProducer().send(queue, "hello");

            assertThat(context.createConsumer(queue).receiveBody(String.class, 10_000))
                    .isEqualTo("hello");
        }
    }

    @Test
    void keepsItsDataOverARestart() {
        try (JMSContext context = broker.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("greetings"), "kept");
        }

        broker.restart();

        try (JMSContext context = broker.connectionFactory().createContext()) {
            assertThat(context.createConsumer(context.createQueue("greetings")).receiveBody(String.class, 10_000))
                    .isEqualTo("kept");
        }
    }

    @Test
    void startsEmptyForEachTest() {
        try (JMSContext context = broker.connectionFactory().createContext()) {
            assertThat(context.createConsumer(context.createQueue("greetings")).receiveNoWait())
                    .isNull();
        }
        assertThat(Files.isDirectory(broker.directory())).isTrue();
    }

    @Test
    void saysHowToUseItOutsideOfATest() {
        ChasquiBroker unregistered = new ChasquiBroker();

        assertThatIllegalStateException()
                .isThrownBy(unregistered::connectionFactory)
                .withMessageContaining("@RegisterExtension");
    }
}
