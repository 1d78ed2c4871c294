package io.chasqui.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.Durability;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets about a broker that a program starts itself. */
class BrokerGuideTest {
    @TempDir
    private Path directory;

    @Test
    void startsABrokerWithOptions() throws IOException {
        // tag::options[]
        BrokerOptions options = BrokerOptions.embedded("orders", directory)
                .withDurability(Durability.DISK)
                .withCacheBytes(64 << 20);
        try (Broker broker = Broker.start(options)) {
            ConnectionFactory factory = new ChasquiConnectionFactory("vm:" + broker.name());
            // ...
            // end::options[]
            try (JMSContext context = factory.createContext()) {
                context.createProducer().send(context.createQueue("orders"), "espresso");
                assertThat(context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 1_000))
                        .isEqualTo("espresso");
            }
            // tag::options[]
        }
        // end::options[]
    }

    @Test
    void readsFigures() throws IOException {
        try (Broker broker = Broker.start(BrokerOptions.embedded("orders", directory));
                JMSContext context = new ChasquiConnectionFactory("vm:orders").createContext()) {
            context.createProducer().send(context.createQueue("orders"), "espresso");

            // tag::figures[]
            broker.queueCounters(Destination.queue("orders"))
                    .ifPresent(figures -> System.out.println(figures.present() + " messages wait"));
            System.out.println(broker.journalStatistics().stalls() + " appends took longer than 10 ms");
            // end::figures[]

            assertThat(broker.queueCounters(Destination.queue("orders")))
                    .hasValueSatisfying(figures -> assertThat(figures.present()).isOne());
        }
    }
}
