package io.chasqui.tck;

import java.io.IOException;
import java.util.List;

/**
 * The command that {@code mvn -Ptck} runs. It ends with 0 if all tests passed, with 1 if any failed or none was found,
 * and with 2 if it could not run them.
 */
public final class TckMain {
    private TckMain() {}

    /**
     * Runs the compatibility tests and writes the report.
     *
     * @param arguments {@code --key=value}; a wrong one is answered with the list of all
     */
    public static void main(String[] arguments) {
        System.exit(status(arguments));
    }

    private static int status(String... arguments) {
        try {
            TckOptions options = TckOptions.parse(arguments);
            TckReport report = run(options);
            System.out.println(report.text());
            return report.passed() ? 0 : 1;
        } catch (IllegalArgumentException | IOException problem) {
            System.err.println(problem.getMessage());
            return 2;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    /**
     * Runs the compatibility tests and writes the report.
     *
     * @throws IOException if a jar cannot be read, a test JVM cannot start, or the report cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    static TckReport run(TckOptions options) throws IOException, InterruptedException {
        List<String> classes = TestCatalogue.classes(options);
        TckPlan plan = TckPlan.of(classes, options.select());
        List<TestOutcome> outcomes = new TckRun(options, plan, System.out::println).run();
        String title =
                options.jars().isEmpty() ? "Conformance suite of Chasqui" : "Jakarta Messaging TCK, plain JVM groups";
        TckReport report = new TckReport(title, outcomes);
        report.write(options.reportDirectory());
        return report;
    }
}
