package io.chasqui.benchmarks;

import io.chasqui.benchmarks.journal.JournalPath;
import io.chasqui.benchmarks.journal.PipelinedLoop;
import java.io.IOException;
import java.util.Map;

/** The bare journal loop as a {@link Yardstick}. */
final class JournalLoop {

    private JournalLoop() {}

    /**
     * Measures.
     *
     * @param arguments see {@link YardstickArguments}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        YardstickArguments parsed = YardstickArguments.of(arguments);
        try (JournalPath path = JournalPath.bareChronicle(parsed.directory())) {
            var loop = new PipelinedLoop(path, Workload.IN_FLIGHT);
            loop.run(parsed.warmUpSeconds());
            PipelinedLoop.Outcome outcome = loop.run(parsed.measuredSeconds());
            new RunResult(Map.of(Figure.MESSAGES_PER_SECOND, outcome.messagesPerSecond()), RunResult.CORRECT)
                    .write(parsed.result());
        }
    }
}
