package io.chasqui.tck;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tests of one class that run together.
 *
 * @param className the full name of the class
 * @param only names of the methods to run; all if there are none
 * @param without names of methods that are left out
 */
record TestTask(String className, Set<String> only, Set<String> without) {
    private static final String SEPARATOR = "\t";

    /** Copies, so that nothing changes any more. */
    TestTask {
        only = Set.copyOf(only);
        without = Set.copyOf(without);
    }

    /** Whether a method belongs to the task. */
    boolean includes(String method) {
        return (only.isEmpty() || only.contains(method)) && !without.contains(method);
    }

    /** One line that {@link #parse} reads. */
    String line() {
        return className + SEPARATOR + joined(only) + SEPARATOR + joined(without);
    }

    /** Reads what {@link #line} wrote. */
    static TestTask parse(String line) {
        String[] fields = line.split(SEPARATOR, -1);
        return new TestTask(fields[0], names(fields[1]), names(fields[2]));
    }

    private static String joined(Set<String> names) {
        return String.join(",", new TreeSet<>(names));
    }

    private static Set<String> names(String joined) {
        return Arrays.stream(joined.split(",")).filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
