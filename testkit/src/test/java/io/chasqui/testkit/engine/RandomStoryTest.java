package io.chasqui.testkit.engine;

import io.chasqui.broker.destination.DestinationPattern;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients do what they like, links break, the broker crashes; whatever was promised must hold. The seed is the name of
 * the test: {@code -Dchasqui.engine.seed=17} tells that story alone, {@code -Dchasqui.engine.seeds=1000} tells many.
 */
class RandomStoryTest {
    private static final int STEPS = 600;
    private static final long SEEDS = 50;

    @RegisterExtension
    private final EngineFixture broker = stories(1 << 20, 256 << 10);

    static LongStream seeds() {
        Long one = Long.getLong("chasqui.engine.seed");
        return one == null ? LongStream.range(0, Long.getLong("chasqui.engine.seeds", SEEDS)) : LongStream.of(one);
    }

    static EngineFixture stories(int segmentBytes, long cacheBytes) {
        return new EngineFixture(segmentBytes, cacheBytes)
                .policies(new DestinationPolicies(
                        Map.of(DestinationPattern.ALL, DestinationPolicy.DEFAULT.withMaxDeliveries(0))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsItsPromises(long seed) {
        tell(broker, seed);
    }

    static void tell(EngineFixture broker, long seed) {
        RandomWorld world = new RandomWorld(broker, seed);

        for (int step = 0; step < STEPS; step++) {
            world.step();
            if (broker.failure() != null) {
                broker.verify();
            }
        }

        world.finish();
    }
}
