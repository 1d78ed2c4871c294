package io.chasqui.tck;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that runs tests beside a broker of its own. One thread at a time uses it. */
final class TestJvm implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";
    private static final long STOP_SECONDS = 30;

    private final Path log;
    private final Process process;
    private final Writer tasks;
    private final BufferedReader answers;
    private boolean running = true;

    private TestJvm(Path log, Process process) {
        this.log = log;
        this.process = process;
        this.tasks = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process and waits until its broker is there.
     *
     * @param folder for its data, its names and its log; made if it is not there
     * @throws IOException if it does not start; the text names its log
     */
    static TestJvm start(Path folder, TckOptions options) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                classPath(folder, options),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + folder));
        command.addAll(TestJvmMain.systemProperties(options.timeoutMillis()));
        command.addAll(List.of(
                TestJvmMain.class.getName(), folder.toString(), options.reach().name()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        TestJvm started = new TestJvm(log, process);
        if (!started.readUntilDone(new ArrayList<>())) {
            throw new IOException("A test JVM did not start; see " + log + ".");
        }
        return started;
    }

    private static String classPath(Path folder, TckOptions options) {
        Stream<String> jars =
                options.jars().stream().map(jar -> jar.toAbsolutePath().toString());
        return Stream.of(Stream.of(folder.toString()), jars, Stream.of(System.getProperty("java.class.path")))
                .flatMap(part -> part)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a task. When the process ends over it, this is one more outcome, a failed one. */
    List<TestOutcome> run(TestTask task) {
        List<TestOutcome> outcomes = new ArrayList<>();
        running = send(task) && readUntilDone(outcomes);
        if (!running) {
            outcomes.add(new TestOutcome(
                    Verdict.FAILED, task.className(), "<process>", 0, "The test JVM ended; see " + log));
        }
        return outcomes;
    }

    /** Whether it takes further tasks. */
    boolean running() {
        return running;
    }

    private boolean send(TestTask task) {
        try {
            tasks.write(task.line() + "\n");
            tasks.flush();
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private boolean readUntilDone(List<TestOutcome> outcomes) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals(TestJvmMain.DONE)) {
                    return true;
                }
                if (line.startsWith(TestJvmMain.OUTCOME)) {
                    outcomes.add(TestOutcome.parse(line.substring(TestJvmMain.OUTCOME.length())));
                }
            }
            return false;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Ends the process: by itself when it can, otherwise by force. */
    @Override
    public void close() throws IOException {
        try {
            tasks.close();
        } catch (IOException ended) {
            running = false; // it cannot be told any more, and need not be
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        answers.close();
    }
}
