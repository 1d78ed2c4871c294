package io.chasqui.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.journal.Durability;
import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the pages about durability and limits. */
class LimitGuideTest {
    @TempDir
    private Path directory;

    @Test
    void limitsDestinations() throws IOException {
        // tag::limits[]
        DestinationPolicy orders = DestinationPolicy.DEFAULT.withLimit(
                DestinationLimit.ofMessages(2).withBlockMillis(500));
        DestinationPolicy prices = DestinationPolicy.DEFAULT.withLimit(
                DestinationLimit.ofBytes(1_000_000).with(WhenFull.DROP_OLDEST));
        BrokerOptions options = BrokerOptions.embedded("limits", directory)
                .withPolicies(new DestinationPolicies(Map.of(
                        DestinationPattern.parse("queue.orders.#"), orders,
                        DestinationPattern.parse("topic.prices.#"), prices)));
        // end::limits[]

        try (Broker broker = Broker.start(options);
                JMSContext context = new ChasquiConnectionFactory("vm:limits").createContext()) {
            var queue = context.createQueue("orders");
            context.createProducer().send(queue, "espresso").send(queue, "latte");

            assertThatThrownBy(() -> context.createProducer().send(queue, "mocha"))
                    .isInstanceOf(ResourceAllocationRuntimeException.class)
                    .hasMessageContaining("queue orders is full");
            assertThat(broker.queueCounters(Destination.queue("orders")))
                    .hasValueSatisfying(figures -> assertThat(figures.present()).isEqualTo(2));
        }
    }

    @Test
    void promisesLessForSomeDestinations() throws IOException {
        // tag::durability[]
        DestinationPolicy metrics = DestinationPolicy.DEFAULT.withDurability(Durability.OS);
        BrokerOptions options = BrokerOptions.embedded("metrics", directory)
                .withDurability(Durability.DISK)
                .withPolicies(new DestinationPolicies(Map.of(DestinationPattern.parse("queue.metrics.#"), metrics)));
        // end::durability[]

        try (Broker broker = Broker.start(options);
                JMSContext context = new ChasquiConnectionFactory("vm:metrics").createContext()) {
            long before = broker.journalStatistics().forces().get();
            for (int i = 0; i < 100; i++) {
                context.createProducer().send(context.createQueue("metrics.cpu"), "17");
            }

            assertThat(broker.journalStatistics().forces().get() - before).isLessThan(50);
        }
    }
}
