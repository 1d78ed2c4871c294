package io.chasqui.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of a plan: as many test JVMs as there are shards take task after task; a task that needs a fresh broker gets
 * a JVM that nothing else uses.
 */
final class TckRun {
    private final TckOptions options;
    private final TckPlan plan;
    private final Consumer<String> progress;
    private final Queue<TestTask> shared;
    private final Queue<TestTask> alone;

    /**
     * Prepares a run.
     *
     * @param progress takes a line about each task that has ended; called by several threads
     */
    TckRun(TckOptions options, TckPlan plan, Consumer<String> progress) {
        this.options = options;
        this.plan = plan;
        this.progress = progress;
        this.shared = new ConcurrentLinkedQueue<>(plan.shared());
        this.alone = new ConcurrentLinkedQueue<>(plan.alone());
    }

    /**
     * Runs everything and waits for it.
     *
     * @return what came of all tests
     * @throws IOException if a test JVM cannot start
     * @throws InterruptedException if this thread is interrupted
     */
    List<TestOutcome> run() throws IOException, InterruptedException {
        clear(options.reportDirectory());
        int shards =
                Math.min(options.shards(), plan.shared().size() + plan.alone().size());
        List<Callable<List<TestOutcome>>> workers = new ArrayList<>();
        for (int shard = 1; shard <= shards; shard++) {
            Path folder = options.reportDirectory().toAbsolutePath().resolve("jvm-" + shard);
            workers.add(() -> work(folder));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, shards));
        try {
            return results(threads.invokeAll(workers));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<TestOutcome> results(List<Future<List<TestOutcome>>> ended)
            throws IOException, InterruptedException {
        List<TestOutcome> all = new ArrayList<>();
        for (Future<List<TestOutcome>> each : ended) {
            try {
                all.addAll(each.get());
            } catch (ExecutionException failure) {
                throw new IOException("The tests cannot run: " + failure.getMessage(), failure);
            }
        }
        return all;
    }

    private List<TestOutcome> work(Path folder) throws IOException {
        List<TestOutcome> outcomes = new ArrayList<>();
        for (TestTask task = alone.poll(); task != null; task = alone.poll()) {
            Path own = folder.resolveSibling("alone-" + String.join("-", task.only()));
            try (TestJvm jvm = TestJvm.start(own, options)) {
                outcomes.addAll(run(task, jvm));
            }
        }
        for (int life = 1; !shared.isEmpty(); life++) {
            try (TestJvm jvm = TestJvm.start(folder.resolve("life-" + life), options)) {
                outcomes.addAll(workThrough(jvm));
            }
        }
        return outcomes;
    }

    private List<TestOutcome> workThrough(TestJvm jvm) {
        List<TestOutcome> outcomes = new ArrayList<>();
        while (jvm.running()) {
            TestTask task = shared.poll();
            if (task == null) {
                return outcomes;
            }
            outcomes.addAll(run(task, jvm));
        }
        return outcomes;
    }

    private Collection<TestOutcome> run(TestTask task, TestJvm jvm) {
        List<TestOutcome> outcomes = jvm.run(task);
        long failed = outcomes.stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAILED)
                .count();
        long millis = outcomes.stream().mapToLong(TestOutcome::millis).sum();
        progress.accept(task.className() + ": " + outcomes.size() + " tests, " + failed + " failed, "
                + (millis + 500) / 1_000 + " s");
        return outcomes;
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
