package io.chasqui.tck;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns what JUnit tells into outcomes: one for each test, and one for each class that failed or was skipped whole. */
final class OutcomeListener implements TestExecutionListener {
    private static final String WHOLE_CLASS = "<class>";
    private static final int MOST_CAUSES = 20;

    private final Consumer<String> starts;
    private final Consumer<TestOutcome> outcomes;
    private final LongSupplier millis;
    private final Map<UniqueId, Long> startedAtMillis = new ConcurrentHashMap<>();

    /**
     * Listens.
     *
     * @param starts takes the name of each test when it starts
     * @param outcomes takes what came of each test
     * @param millis any clock in milliseconds
     */
    OutcomeListener(Consumer<String> starts, Consumer<TestOutcome> outcomes, LongSupplier millis) {
        this.starts = starts;
        this.outcomes = outcomes;
        this.millis = millis;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedAtMillis.put(test.getUniqueIdObject(), millis.getAsLong());
        if (test.isTest()) {
            starts.accept(className(test) + "#" + testName(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        outcomes.accept(outcome(test, Verdict.SKIPPED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (passed && !test.isTest()) {
            return;
        }
        String reason = result.getThrowable().map(OutcomeListener::reason).orElse("");
        outcomes.accept(outcome(test, verdict(result.getStatus()), reason));
    }

    /** Tests like to wrap what happened: the first and the innermost cause. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < MOST_CAUSES; depth++) {
            innermost = innermost.getCause();
        }
        return innermost == failure ? firstLine(failure) : firstLine(failure) + " <- " + firstLine(innermost);
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private static Verdict verdict(TestExecutionResult.Status status) {
        return switch (status) {
            case SUCCESSFUL -> Verdict.PASSED;
            case FAILED -> Verdict.FAILED;
            case ABORTED -> Verdict.SKIPPED;
        };
    }

    private TestOutcome outcome(TestIdentifier test, Verdict verdict, String reason) {
        long now = millis.getAsLong();
        long started = Optional.ofNullable(startedAtMillis.remove(test.getUniqueIdObject()))
                .orElse(now);
        return new TestOutcome(verdict, className(test), testName(test), now - started, reason);
    }

    private static String className(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : "")
                .filter(name -> !name.isEmpty())
                .orElse(test.getDisplayName());
    }

    private static String testName(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElse(WHOLE_CLASS);
    }
}
