package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.destination.DestinationLimit;
import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.protocol.frame.AcknowledgeMode;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time passes as it does for a broker with threads: the duties of time are called as often as the shard asks for. */
class TickPaceTest {
    private static final long QUICK_MILLIS = 100;
    private static final long SLOW_MILLIS = 1_000;

    @RegisterExtension
    private final EngineFixture broker = new EngineFixture()
            .policies(new DestinationPolicies(Map.of(
                    DestinationPattern.parse("queue.invoices"),
                    DestinationPolicy.DEFAULT.withLimit(DestinationLimit.ofMessages(3)))));

    private final ScriptedClient client = broker.client();
    private final ScriptedSession session = client.session(AcknowledgeMode.AUTO);

    @Test
    void putsTheNextTickOffWhenNothingHappens() {
        session.send(QUEUE, "a");

        settle();

        long forces = broker.forces();
        for (int tick = 0; tick < 10; tick++) {
            broker.pass(Duration.ofMillis(broker.tickPauseMillis()));
            assertThat(broker.tickPauseMillis()).isEqualTo(SLOW_MILLIS);
        }
        assertThat(broker.forces()).isEqualTo(forces);
    }

    @Test
    void becomesIdleWithinTwoSecondsAndNotesItBefore() {
        session.send(QUEUE, "a");
        long sentMillis = broker.clock().nowMillis();

        settle();

        assertThat(broker.clock().nowMillis() - sentMillis).isLessThanOrEqualTo(2_000);
    }

    @Test
    void ticksQuicklyAgainAfterAnyWork() {
        settle();
        broker.clock().advance(Duration.ofMillis(300));

        session.send(QUEUE, "a");

        assertThat(broker.tickPauseMillis()).isEqualTo(QUICK_MILLIS);
        broker.pass(Duration.ofMillis(QUICK_MILLIS));
        assertThat(broker.tickPauseMillis()).isEqualTo(QUICK_MILLIS);
    }

    @Test
    void expiresWhatNobodyConsumesWithinASecond() {
        settle();
        for (long delay = 5_000; delay < 6_000; delay += 70) {
            long dueMillis = broker.clock().nowMillis() + delay;
            session.send(QUEUE, TestMessage.persistent("a").expiringAt(dueMillis));

            passUntil(() -> broker.queue(QUEUE).size() == 0);

            assertThat(broker.clock().nowMillis() - dueMillis).isBetween(0L, 1_100L);
        }
    }

    @Test
    void refusesASenderInTimeThatWaitsForRoom() {
        settle();
        for (int i = 0; i < 3; i++) {
            session.send(OTHER, "a");
        }
        long waitingSinceMillis = broker.clock().nowMillis();
        session.send(OTHER, "b");

        passUntil(() -> session.unanswered().isEmpty());

        assertThat(broker.clock().nowMillis() - waitingSinceMillis).isBetween(30_000L, 30_100L);
    }

    @Test
    void givesADetachedConnectionUpInTime() {
        session.consumer(QUEUE, 5);
        session.send(QUEUE, "a");
        settle();
        long lostAtMillis = broker.clock().nowMillis();

        client.loseLink();

        ScriptedConsumer other = broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 5);
        passUntil(() -> other.buffered() > 0);
        assertThat(broker.clock().nowMillis() - lostAtMillis).isBetween(10_000L, 10_100L);
    }

    private void settle() {
        passUntil(() -> broker.tickPauseMillis() == SLOW_MILLIS);
    }

    private void passUntil(BooleanSupplier reached) {
        for (int tick = 0; !reached.getAsBoolean(); tick++) {
            assertThat(tick).as("ticks up to now").isLessThan(1_000);
            broker.pass(Duration.ofMillis(broker.tickPauseMillis()));
        }
    }
}
