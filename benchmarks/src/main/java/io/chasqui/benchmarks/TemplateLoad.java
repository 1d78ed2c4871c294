package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Spring's {@code JmsTemplate} without a pool: each send and each receive has a connection of its own. */
final class TemplateLoad implements Load {

    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

    /** A receiver without a pool is much slower than a sender; what the sender is ahead has to be drained too. */
    private static final int AHEAD_MESSAGES = 500;

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var traffic = new Traffic(Math.min(AHEAD_MESSAGES, settings.aheadMessages()));
        var sender = new TemplateSender(factory, traffic, new MessageBody(settings.bodyBytes()));
        var receiver = new TemplateReceiver(factory, traffic, new MessageBody(settings.bodyBytes()));
        try (var sending = new Crew();
                var receiving = new Crew()) {
            receiving.start(receiver);
            sending.start(sender);
            Measurement measured = Measurement.take(sending, traffic, settings);
            traffic.stopProducing();
            if (!sending.join(SEND_LIMIT)) {
                return RunResult.failed("a send did not return within " + SEND_LIMIT);
            }
            traffic.allSent();
            if (!receiving.join(DRAIN_LIMIT)) {
                return RunResult.failed("the queue was not drained within " + DRAIN_LIMIT);
            }
            String verdict = Ledger.verdictInAnyOrder(List.of(receiver.ledger()), List.of(sender.sent()));
            return new RunResult(measured.figures(), verdict)
                    .with(Latencies.ofSends(List.of(sender.sendNanos())))
                    .with(Latencies.ofArrivals(List.of(receiver.arrivalNanos())))
                    .with(Map.of(Figure.CHECKED_MESSAGES, (double) sender.sent()))
                    .with(Snapshot.of(traffic, settings.brokerPid()).peaks());
        }
    }
}
