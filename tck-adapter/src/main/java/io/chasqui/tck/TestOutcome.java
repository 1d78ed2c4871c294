package io.chasqui.tck;

import java.util.Locale;

/**
 * What came of one test.
 *
 * @param verdict how it ended
 * @param className the full name of its class
 * @param testName the name of its method; of a class that failed as a whole, a word in angle brackets
 * @param millis how long it took, in milliseconds
 * @param reason first line of why it failed or was skipped, or empty
 */
record TestOutcome(Verdict verdict, String className, String testName, long millis, String reason) {
    private static final int FIELDS = 5;
    private static final String SEPARATOR = "\t";

    /** Keeps each field on one line and free of separators, so that an outcome can travel as a line. */
    TestOutcome {
        reason = reason.lines().findFirst().orElse("").replace(SEPARATOR, " ").strip();
    }

    /** The package, the class and the test, as a reader would look for it. */
    String name() {
        return className + "#" + testName;
    }

    /** The package of the class. */
    String packageName() {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    /** One line that {@link #parse} reads. */
    String line() {
        return String.join(
                SEPARATOR, verdict.name().toLowerCase(Locale.ROOT), className, testName, Long.toString(millis), reason);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none of {@link #line()}
     */
    static TestOutcome parse(String line) {
        String[] fields = line.split(SEPARATOR, FIELDS);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "Expected verdict, class, test, milliseconds and reason, separated by tabs, but got: " + line);
        }
        Verdict verdict = Verdict.valueOf(fields[0].toUpperCase(Locale.ROOT));
        return new TestOutcome(verdict, fields[1], fields[2], Long.parseLong(fields[3]), fields[4]);
    }
}
