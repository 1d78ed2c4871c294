package io.chasqui.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tests run where.
 *
 * @param shared tasks that may follow each other in one JVM with one broker
 * @param alone tasks that need a JVM and a broker that nothing else has used
 */
record TckPlan(List<TestTask> shared, List<TestTask> alone) {
    /**
     * Tests that find messages of others when these have used the topic before: a fault of the tests, which every
     * provider meets, and which the fresh broker avoids.
     */
    private static final Map<String, Set<String>> NEEDS_FRESH_BROKER = Map.of(
            "com.sun.ts.tests.jms.core.appclient.txtopictests.TxTopicTestsIT",
            Set.of("transactionRollbackOnSessionCloseReceiveTopicTest", "txRollbackOnConnectionCloseReceiveTopicTest"));

    /**
     * Plans.
     *
     * @param classes full names of test classes
     * @param select parts of class names, each possibly followed by {@code #method}; everything if there are none
     */
    static TckPlan of(List<String> classes, List<String> select) {
        List<TestTask> shared = new ArrayList<>();
        List<TestTask> alone = new ArrayList<>();
        for (String name : classes) {
            if (!select.isEmpty() && select.stream().noneMatch(part -> name.contains(classPart(part)))) {
                continue;
            }
            Set<String> wanted = wantedMethods(name, select);
            Set<String> fresh = NEEDS_FRESH_BROKER.getOrDefault(name, Set.of());
            fresh.stream()
                    .sorted()
                    .filter(method -> wanted.isEmpty() || wanted.contains(method))
                    .forEach(method -> alone.add(new TestTask(name, Set.of(method), Set.of())));
            if (wanted.isEmpty() || !fresh.containsAll(wanted)) {
                shared.add(new TestTask(name, wanted, fresh));
            }
        }
        return new TckPlan(shared, alone);
    }

    /** The methods that are asked for by name; none if the whole class is. */
    private static Set<String> wantedMethods(String className, List<String> select) {
        Set<String> methods = new HashSet<>();
        for (String part : select) {
            if (className.contains(classPart(part))) {
                int hash = part.indexOf('#');
                if (hash < 0) {
                    return Set.of();
                }
                methods.add(part.substring(hash + 1));
            }
        }
        return methods;
    }

    private static String classPart(String selector) {
        int hash = selector.indexOf('#');
        return hash < 0 ? selector : selector.substring(0, hash);
    }
}
