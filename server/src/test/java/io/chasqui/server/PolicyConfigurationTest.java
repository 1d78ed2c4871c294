package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.RedeliveryBackOff;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.broker.journal.Durability;
import io.chasqui.protocol.message.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyConfigurationTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void hasTheDefaultsOfTheEngine() throws CommandFailedException {
        DestinationPolicies policies = PolicyConfiguration.read(Configuration.none());

        assertThat(policies.of(Destination.queue("orders"))).isEqualTo(DestinationPolicy.DEFAULT);
    }

    @Test
    void readsEverySetting() throws CommandFailedException, IOException {
        DestinationPolicies policies = read(
                "destination.queue.orders.#.maxDeliveries = 5",
                "destination.queue.orders.#.redeliveryDelayMillis = 1000",
                "destination.queue.orders.#.redeliveryMultiplier = 1.5",
                "destination.queue.orders.#.maxRedeliveryDelayMillis = 3600000",
                "destination.queue.orders.#.deadLetterQueue = failed.{name}",
                "destination.queue.orders.#.expiryQueue = late",
                "destination.queue.orders.#.durability = os",
                "destination.queue.orders.#.maxMessages = 1000",
                "destination.queue.orders.#.maxBytes = 10000000000",
                "destination.queue.orders.#.whenFull = drop-oldest",
                "destination.queue.orders.#.blockMillis = 500");

        DestinationPolicy policy = policies.of(Destination.queue("orders.new"));

        assertThat(policy)
                .isEqualTo(new DestinationPolicy(
                        5,
                        new RedeliveryBackOff(1_000, 1.5, 3_600_000),
                        "failed.{name}",
                        "late",
                        Durability.OS,
                        new DestinationLimit(1_000, 10_000_000_000L, WhenFull.DROP_OLDEST, 500)));
        assertThat(policies.of(Destination.topic("orders.new"))).isEqualTo(DestinationPolicy.DEFAULT);
    }

    @Test
    void letsTheMostSpecificPatternDecideAlone() throws CommandFailedException, IOException {
        DestinationPolicies policies = read(
                "destination.#.maxDeliveries = 0",
                "destination.#.expiryQueue = late",
                "destination.topic.news.*.maxDeliveries = 3");

        assertThat(policies.of(Destination.queue("orders")))
                .isEqualTo(DestinationPolicy.DEFAULT.withMaxDeliveries(0).withExpiryQueue("late"));
        assertThat(policies.of(Destination.topic("news.eu"))).isEqualTo(DestinationPolicy.DEFAULT.withMaxDeliveries(3));
    }

    @Test
    void raisesTheLongestWaitToTheFirstOne() throws CommandFailedException, IOException {
        DestinationPolicies policies = read("destination.#.redeliveryDelayMillis = 120000");

        assertThat(policies.of(Destination.queue("orders")).backOff())
                .isEqualTo(new RedeliveryBackOff(120_000, 2, 120_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    queue.a.maxDelivery = 1             | 'destination.queue.a.maxDelivery' is not known: a pattern of destinations is followed by one of maxDeliveries, redeliveryDelayMillis
                    maxDeliveries = 1                   | 'destination.maxDeliveries' is not known
                    que.a.maxDeliveries = 1             | 'destination.que.a.maxDeliveries' is wrong: 'que.a' is not a pattern
                    queue.#.a.maxDeliveries = 1         | '#' stands for the rest and must be the last word
                    queue.a.maxDeliveries = many        | takes a whole number from 0 to 2147483647, but is 'many'
                    queue.a.maxDeliveries = -1          | 'destination.queue.a.maxDeliveries' takes a whole number
                    queue.a.maxDeliveries =             | but is ''
                    queue.a.redeliveryDelayMillis = 1s  | takes a whole number from 0
                    queue.a.redeliveryMultiplier = 0.5  | takes a number of 1 or more, for example 2 or 1.5, but is '0.5'
                    queue.a.redeliveryMultiplier = NaN  | takes a number of 1 or more
                    queue.a.redeliveryMultiplier = x    | takes a number of 1 or more
                    queue.a.maxRedeliveryDelayMillis = 99 | takes not less than redeliveryDelayMillis, which is 100
                    queue.a.deadLetterQueue =           | takes the name of a queue
                    queue.a.maxMessages = many          | takes a whole number from 0 to
                    queue.a.maxBytes = -1               | takes a whole number from 0 to
                    queue.a.blockMillis = ever          | takes a whole number from 0 to
                    queue.a.whenFull = explode          | takes block, reject or drop-oldest, but is 'explode'
                    queue.a.durability = tape           | takes disk, os or memory, but is 'tape'
                    queue.a.expiryQueue =               | 'destination.queue.a.expiryQueue' takes the name of a queue
                    """)
    void saysWhatIsWrong(String line, String complaint) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read("destination." + line))
                .withMessageContaining(complaint);
    }

    private DestinationPolicies read(String... lines) throws CommandFailedException, IOException {
        Path file = Files.write(directory.resolve("chasqui.properties"), List.of(lines));
        return PolicyConfiguration.read(Configuration.read(file));
    }
}
