package io.chasqui.tck;

import io.chasqui.tck.broker.Bindings;
import io.chasqui.tck.broker.Reach;
import io.chasqui.tck.broker.TestBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The inside of a test JVM: starts the broker, binds the names, and then runs one task for each line that comes in,
 * until no more come. What came of each test goes out as a line, and after the last one of a task {@link #DONE}. What
 * tests print goes to the log.
 */
final class TestJvmMain {
    /** Says that a task has ended, or, at first, that the broker is there. */
    static final String DONE = "done";

    /** Precedes an outcome. */
    static final String OUTCOME = "outcome ";

    private static final String TIMEOUT = "junit.jupiter.execution.timeout.";

    private TestJvmMain() {}

    /**
     * Runs what comes in.
     *
     * @param arguments the folder of this JVM, which is on its class path, and {@code vm} or {@code tcp}
     * @throws IOException if the broker cannot start
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path folder = Path.of(arguments[0]);
        try (TestBroker broker = TestBroker.start("tck", folder.resolve("data"), Reach.parse(arguments[1]))) {
            Bindings.ofTheTck(broker.url()).write(folder);
            answer(answers, DONE);
            serve(answers);
        }
        System.exit(0); // tests leave threads behind
    }

    private static void serve(PrintStream answers) throws IOException {
        BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
            TestTask task = TestTask.parse(line);
            OutcomeListener listener = new OutcomeListener(
                    name -> System.err.println("=== " + name),
                    outcome -> tell(outcome, answers),
                    ManagementFactory.getRuntimeMXBean()::getUptime);
            LauncherFactory.create().execute(request(task), listener);
            answer(answers, DONE);
        }
    }

    /** The log gets it too, so that a reader finds what a test printed between its name and its end. */
    private static void tell(TestOutcome outcome, PrintStream answers) {
        System.err.println("--- " + outcome.verdict() + " " + outcome.name() + " " + outcome.reason());
        answer(answers, OUTCOME + outcome.line());
    }

    private static void answer(PrintStream answers, String line) {
        answers.println(line);
        answers.flush();
    }

    /** No test waits longer than the slowest of the TCK, on a slow machine; one that does is left behind. */
    private static LauncherDiscoveryRequest request(TestTask task) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(task.className()))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> task.includes(((MethodSource) source).getMethodName()))
                        .orElse(true)))
                .configurationParameter(TIMEOUT + "default", "240 s")
                .configurationParameter(TIMEOUT + "thread.mode.default", "SEPARATE_THREAD")
                .build();
    }

    /** The system properties that the tests read, as arguments of a JVM. */
    static List<String> systemProperties(long timeoutMillis) {
        Stream<String> fixed = Arrays.stream(("user=j2ee password=j2ee authuser=j2ee authpassword=j2ee"
                        + " platform.mode=standalone vehicle=standalone webServerHost=localhost webServerPort=8080")
                .split(" "));
        return Stream.concat(fixed, Stream.of("jms_timeout=" + timeoutMillis))
                .map(property -> "-D" + property)
                .toList();
    }
}
