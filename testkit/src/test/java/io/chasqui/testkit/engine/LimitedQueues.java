package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.destination.WhenFull;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.message.Destination;
import java.util.Map;
import java.util.Objects;

/**
 * Destinations that are soon full: the queue {@code orders} and each subscription of {@code prices} take three messages and
 * let senders wait for 30 s, {@code strict} takes three and rejects, {@code small} takes 1,000 bytes.
 */
final class LimitedQueues {
    static final Destination STRICT = Destination.queue("strict");
    static final Destination SMALL = Destination.queue("small");

    private static final DestinationLimit THREE = DestinationLimit.ofMessages(3);

    private LimitedQueues() {}

    static DestinationPolicies policies() {
        return new DestinationPolicies(Map.of(
                DestinationPattern.parse("queue.orders"), DestinationPolicy.DEFAULT.withLimit(THREE),
                DestinationPattern.parse("topic.prices"), DestinationPolicy.DEFAULT.withLimit(THREE),
                DestinationPattern.parse("queue.strict"),
                        DestinationPolicy.DEFAULT.withLimit(THREE.with(WhenFull.REJECT)),
                DestinationPattern.parse("queue.small"),
                        DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofBytes(1_000))));
    }

    /** Sends as many messages as it takes. */
    static void fill(ScriptedSession sender, Destination destination) {
        for (int i = 1; i <= 3; i++) {
            assertThat(sender.confirmed(sender.send(destination, "m" + i))).isTrue();
        }
    }

    /** Takes one message away in a session of its own. */
    static void consumeOne(ScriptedClient client, Destination queue) {
        ScriptedSession taker = client.session(AcknowledgeMode.CLIENT);
        taker.consumer(queue, 1).receive();
        taker.acknowledge();
        taker.close();
    }

    /** What a refusal says. */
    static String refusalOf(ScriptedSession sender, long command) {
        return Objects.requireNonNull(sender.refusal(command), "refusal").text();
    }
}
