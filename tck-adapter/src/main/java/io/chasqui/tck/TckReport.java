package io.chasqui.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a run: counts for each package, and each failure with the first line of its reason.
 *
 * @param title what ran
 * @param outcomes of all tests, in any order
 */
record TckReport(String title, List<TestOutcome> outcomes) {
    private static final int SLOWEST = 10;
    private static final String ROW = "%-64s %7s %7s %7s %7s%n";

    /** Sorts by name. */
    TckReport {
        outcomes = outcomes.stream()
                .sorted(Comparator.comparing(TestOutcome::name))
                .toList();
    }

    /** How many tests ended so. */
    long count(Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /** Whether there were tests, and none failed. */
    boolean passed() {
        return count(Verdict.PASSED) > 0 && count(Verdict.FAILED) == 0;
    }

    /** One line: how many passed, failed, were skipped. */
    String summary() {
        return "%d tests: %d passed, %d failed, %d skipped"
                .formatted(outcomes.size(), count(Verdict.PASSED), count(Verdict.FAILED), count(Verdict.SKIPPED));
    }

    /** The report as plain text. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(title).append("\n\n");
        text.append(String.format(ROW, "package", "tests", "passed", "failed", "skipped"));
        packages().forEach((name, tests) -> text.append(String.format(ROW, cells(name, tests))));
        text.append("\n").append(summary()).append("\n");
        failed().forEach(failure -> text.append(
                "\nFAILED %s (%d ms)%n       %s%n".formatted(failure.name(), failure.millis(), failure.reason())));
        text.append("\nSlowest:\n");
        slowest().forEach(test -> text.append("%8d ms  %s%n".formatted(test.millis(), test.name())));
        return text.toString();
    }

    /** The report as AsciiDoc. */
    String asciiDoc() {
        StringBuilder text = new StringBuilder();
        text.append("= ").append(title).append("\n\n").append(summary()).append(".\n\n");
        text.append("[cols=\"3,1,1,1,1\"]\n|===\n| package | tests | passed | failed | skipped\n\n");
        packages().forEach((name, tests) -> text.append("| %s | %s | %s | %s | %s%n".formatted(cells(name, tests))));
        text.append("|===\n");
        if (!passed()) {
            text.append("\n== Failures\n\n");
            failed().forEach(failure -> text.append("`+%s+`:: `+%s+`%n".formatted(failure.name(), failure.reason())));
        }
        return text.toString();
    }

    /**
     * Writes {@code report.txt}, {@code report.adoc} and {@code outcomes.tsv}.
     *
     * @throws IOException if it cannot
     */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.txt"), text());
        Files.writeString(folder.resolve("report.adoc"), asciiDoc());
        Files.write(
                folder.resolve("outcomes.tsv"),
                outcomes.stream().map(TestOutcome::line).toList());
    }

    private Map<String, List<TestOutcome>> packages() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(TestOutcome::packageName, TreeMap::new, Collectors.toList()));
    }

    private List<TestOutcome> failed() {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAILED)
                .toList();
    }

    private List<TestOutcome> slowest() {
        return outcomes.stream()
                .sorted(Comparator.comparingLong(TestOutcome::millis).reversed())
                .limit(SLOWEST)
                .toList();
    }

    private static Object[] cells(String name, List<TestOutcome> tests) {
        TckReport part = new TckReport(name, tests);
        return new Object[] {
            name,
            String.format(Locale.ROOT, "%d", tests.size()),
            part.count(Verdict.PASSED),
            part.count(Verdict.FAILED),
            part.count(Verdict.SKIPPED)
        };
    }
}
