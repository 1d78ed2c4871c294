package io.chasqui.benchmarks.micro;

import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.selector.SelectorSyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Evaluating selectors against properties that are there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectorBenchmark {
    private final Map<String, Object> properties = Map.of("region", "north", "amount", 250, "JMSPriority", 4);
    private @Nullable Selector simple;
    private @Nullable Selector complex;

    /** Parses both. */
    @Setup
    public void parse() throws SelectorSyntaxException {
        simple = Selector.parse("region = 'north'");
        complex =
                Selector.parse("region LIKE 'n%' AND (amount BETWEEN 100 AND 500 OR JMSPriority > 7) AND note IS NULL");
    }

    /** One comparison. */
    @Benchmark
    public boolean comparison() {
        return Objects.requireNonNull(simple).matches(properties::get);
    }

    /** Pattern, range and null test. */
    @Benchmark
    public boolean conjunction() {
        return Objects.requireNonNull(complex).matches(properties::get);
    }
}
