package io.chasqui.benchmarks.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Holds the bytes that the hot path allocates for each message to limits. Short, because bytes per operation do not depend
 * on how busy the machine is; ends with status 1 when a limit is broken.
 */
public final class AllocationCheck {

    /** Bytes per operation by benchmark; a little above what was measured, so that a new object or copy breaks it. */
    static final Map<String, Integer> LIMITS = Map.of(
            "CodecBenchmark.seal", 2_600,
            "CodecBenchmark.encode", 32,
            "CodecBenchmark.decode", 1_400,
            "SelectorBenchmark.comparison", 24,
            "SelectorBenchmark.conjunction", 24,
            "JournalBenchmark.append", 16);

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.milliseconds(700);

    private AllocationCheck() {}

    /**
     * Runs the benchmarks and prints their allocation beside the limits.
     *
     * @param arguments none
     * @throws RunnerException when a benchmark fails
     */
    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("io.chasqui.benchmarks.micro")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .jvmArgs(
                        "-Xmx512m",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED")
                .warmupIterations(ITERATIONS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .build();
        List<String> broken = check(new Runner(options).run());
        broken.forEach(System.out::println);
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private static List<String> check(Collection<RunResult> results) {
        List<String> broken = new ArrayList<>();
        System.out.println("\nBytes per operation");
        for (RunResult result : results) {
            String[] names = result.getParams().getBenchmark().split("\\.", -1);
            String name = names[names.length - 2] + "." + names[names.length - 1];
            double bytes = allocated(result);
            int limit = LIMITS.getOrDefault(name, 0);
            System.out.println(String.format(Locale.ROOT, "%-32s %8.1f, limit %,6d", name, bytes, limit));
            if (!(bytes <= limit)) {
                broken.add(name + " allocates " + bytes + " bytes per operation; the limit is " + limit);
            }
        }
        return broken;
    }

    private static double allocated(RunResult result) {
        Result<?> secondary = result.getSecondaryResults().get(ALLOCATED);
        return secondary == null ? Double.NaN : secondary.getScore();
    }
}
