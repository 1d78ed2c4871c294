package io.chasqui.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The results of all rounds, by workload (a constant of whatever enumeration) and provider. Runs that were not correct are kept out of every figure. */
final class Results {

    private final Map<String, List<RunResult>> byKey = new HashMap<>();

    /** Adds the result of one run. */
    void add(Enum<?> workload, Provider provider, RunResult result) {
        byKey.computeIfAbsent(key(workload, provider), unused -> new ArrayList<>())
                .add(result);
    }

    /** Adds the result of one run without any JMS. */
    void add(Yardstick yardstick, RunResult result) {
        byKey.computeIfAbsent(yardstick.name(), unused -> new ArrayList<>()).add(result);
    }

    /** How many rounds were correct, and what was wrong in the first one that was not. */
    String correctRounds(Enum<?> workload, Provider provider) {
        List<RunResult> runs = of(workload, provider);
        String count = runs.stream().filter(RunResult::correct).count() + " of " + runs.size();
        return runs.stream()
                .map(RunResult::verdict)
                .filter(verdict -> !verdict.equals(RunResult.CORRECT))
                .findFirst()
                .map(verdict -> count + ": " + verdict.replace("|", "\\|"))
                .orElse(count);
    }

    /** The median of a figure of a yardstick; empty when no round has it. */
    OptionalDouble median(Yardstick yardstick, Figure figure) {
        return median(values(byKey.getOrDefault(yardstick.name(), List.of()), figure));
    }

    /** All results of one provider in one workload, in the order of the rounds. */
    List<RunResult> of(Enum<?> workload, Provider provider) {
        return byKey.getOrDefault(key(workload, provider), List.of());
    }

    /** The median of a figure over the correct rounds; empty when no round has it. */
    OptionalDouble median(Enum<?> workload, Provider provider, Figure figure) {
        return median(values(workload, provider, figure));
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }

    /** One figure to another; empty when there is not both. */
    static OptionalDouble ratio(OptionalDouble ours, OptionalDouble others) {
        return ours.isPresent() && others.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / others.getAsDouble())
                : OptionalDouble.empty();
    }

    /** A ratio as a report shows it, or a dash. */
    static String asText(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "-";
    }

    /** The figure's values in ascending order. */
    double[] values(Enum<?> workload, Provider provider, Figure figure) {
        return values(of(workload, provider), figure);
    }

    private static double[] values(List<RunResult> runs, Figure figure) {
        double[] values = runs.stream()
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

    private static String key(Enum<?> workload, Provider provider) {
        return workload.name() + " " + provider.name();
    }
}
