package io.chasqui.testkit.engine;

import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories of {@link RandomStoryTest} on segments so small, and with a cache so small, that segments roll, checkpoints
 * are taken, segments go, and messages leave memory and come back all the time. The same system properties apply.
 */
class SmallStoryTest {
    private static final long SEEDS = 40;

    @RegisterExtension
    private final EngineFixture broker = RandomStoryTest.stories(64 << 10, 4 << 10);

    static LongStream seeds() {
        Long one = Long.getLong("chasqui.engine.seed");
        return one == null ? LongStream.range(0, Long.getLong("chasqui.engine.seeds", SEEDS)) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsItsPromises(long seed) {
        RandomStoryTest.tell(broker, seed);
    }
}
