package io.chasqui.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The results of all rounds, by workload and provider. Runs that were not correct are kept out of every figure. */
final class Results {

    private final Map<String, List<RunResult>> byKey = new HashMap<>();

    /** Adds the result of one run. */
    void add(Workload workload, Provider provider, RunResult result) {
        byKey.computeIfAbsent(key(workload, provider), unused -> new ArrayList<>())
                .add(result);
    }

    /** All results of one provider in one workload, in the order of the rounds. */
    List<RunResult> of(Workload workload, Provider provider) {
        return byKey.getOrDefault(key(workload, provider), List.of());
    }

    /** The median of a figure over the correct rounds; empty when no round has it. */
    OptionalDouble median(Workload workload, Provider provider, Figure figure) {
        double[] values = values(workload, provider, figure);
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }

    /** The figure's values in ascending order. */
    double[] values(Workload workload, Provider provider, Figure figure) {
        double[] values = of(workload, provider).stream()
                .filter(RunResult::correct)
                .flatMapToDouble(result -> {
                    Double value = result.figures().get(figure);
                    return value == null ? DoubleStream.empty() : DoubleStream.of(value);
                })
                .toArray();
        Arrays.sort(values);
        return values;
    }

    /** Whether every run was correct. */
    boolean allCorrect() {
        return byKey.values().stream().flatMap(List::stream).allMatch(RunResult::correct);
    }

    private static String key(Workload workload, Provider provider) {
        return workload.name() + " " + provider.name();
    }
}
