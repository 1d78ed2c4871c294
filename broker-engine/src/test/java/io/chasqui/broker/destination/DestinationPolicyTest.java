package io.chasqui.broker.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chasqui.protocol.message.Destination;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DestinationPolicyTest {
    private static final Destination ORDERS = Destination.queue("orders");

    @Test
    void waitsNotAtFirstAndThenLongerAndLongerUpToALimit() {
        RedeliveryBackOff backOff = new RedeliveryBackOff(100, 2, 500);

        assertThat(IntStream.rangeClosed(1, 6).mapToLong(backOff::delayMillis))
                .containsExactly(0L, 100L, 200L, 400L, 500L, 500L);
        assertThat(backOff.delayMillis(Integer.MAX_VALUE)).isEqualTo(500);
    }

    @Test
    void refusesWhatIsNoBackOff() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedeliveryBackOff(-1, 2, 5))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedeliveryBackOff(1, 0.5, 5))
                .withMessageContaining("0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedeliveryBackOff(1, Double.NaN, 5))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedeliveryBackOff(10, 2, 5))
                .withMessageContaining("5 ms");
    }

    @Test
    void namesTheDeadLetterQueueAfterTheDestination() {
        DestinationPolicy policy = DestinationPolicy.DEFAULT.withExpiryQueue("late");

        assertThat(policy.deadLetterQueueOf(ORDERS)).isEqualTo(Destination.queue("DLQ.orders"));
        assertThat(policy.deadLetterQueueOf(Destination.topic("news"))).isEqualTo(Destination.queue("DLQ.news"));
        assertThat(policy.deadLetterQueueOf(new Destination(Destination.Kind.TEMPORARY_QUEUE, "t1")))
                .isEqualTo(Destination.queue("DLQ.temporary"));
        assertThat(policy.expiryQueueOf(ORDERS)).isEqualTo(Destination.queue("late"));
        assertThat(DestinationPolicy.DEFAULT.expiryQueueOf(ORDERS)).isNull();
    }

    @Test
    void cutsANameThatWouldBeTooLong() {
        Destination longest = Destination.queue("x".repeat(Destination.NAME_LIMIT));

        assertThat(DestinationPolicy.DEFAULT.deadLetterQueueOf(longest).name())
                .hasSize(Destination.NAME_LIMIT)
                .startsWith("DLQ.xxx");
    }

    @Test
    void takesThePolicyOfTheMostSpecificPattern() {
        DestinationPolicies policies = new DestinationPolicies(Map.of(
                DestinationPattern.parse("queue.orders"),
                DestinationPolicy.DEFAULT.withMaxDeliveries(3),
                DestinationPattern.ALL,
                DestinationPolicy.DEFAULT.withMaxDeliveries(5)));

        assertThat(policies.of(ORDERS).maxDeliveries()).isEqualTo(3);
        assertThat(policies.of(Destination.queue("other")).maxDeliveries()).isEqualTo(5);
        assertThat(DestinationPolicies.DEFAULT.of(ORDERS)).isEqualTo(DestinationPolicy.DEFAULT);
    }

    @Test
    void refusesWhatIsNoPolicy() {
        assertThatIllegalArgumentException().isThrownBy(() -> DestinationPolicy.DEFAULT.withMaxDeliveries(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DestinationPolicy.DEFAULT.withDeadLetterQueue(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> DestinationPolicy.DEFAULT.withExpiryQueue(""));
    }
}
