package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** Producers and consumers on one destination; every message of the run is checked, warm-up and drain included. */
final class StreamLoad implements Load {

    private static final Duration SEND_LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    private final StreamShape shape;

    StreamLoad(StreamShape shape) {
        this.shape = shape;
    }

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var traffic = new Traffic(settings.aheadMessages(), shape.copies(), shape.consumers());
        List<StreamReceiver> consumers = receivers(shape, traffic, factory, settings);
        List<StreamSender> producers = senders(shape, traffic, factory, settings);
        try (var sending = new Crew();
                var receiving = new Crew()) {
            consumers.forEach(receiving::start);
            producers.forEach(sending::start);
            Measurement measured = Measurement.take(sending, traffic, settings);
            traffic.stopProducing();
            if (!sending.join(SEND_LIMIT)) {
                return RunResult.failed("a send did not return within " + SEND_LIMIT);
            }
            traffic.allSent();
            if (!receiving.join(DRAIN_LIMIT)) {
                return RunResult.failed("the queue was not drained within " + DRAIN_LIMIT);
            }
            return result(producers, consumers, measured.figures())
                    .with(Snapshot.of(traffic, settings.brokerPid()).peaks());
        }
    }

    /** The senders of a shape, not started. */
    static List<StreamSender> senders(
            StreamShape shape, Traffic traffic, ConnectionFactory factory, RunSettings settings) {
        return IntStream.range(0, shape.producers())
                .<StreamSender>mapToObj(number -> {
                    var body = new MessageBody(settings.bodyBytes());
                    return shape.asynchronous()
                            ? new AsyncStreamProducer(
                                    factory,
                                    shape,
                                    traffic,
                                    body,
                                    settings.client().completionListener())
                            : new StreamProducer(factory, shape, traffic, number, body);
                })
                .toList();
    }

    /** The receivers of a shape, not started. */
    static List<StreamReceiver> receivers(
            StreamShape shape, Traffic traffic, ConnectionFactory factory, RunSettings settings) {
        return IntStream.range(0, shape.consumers())
                .<StreamReceiver>mapToObj(number -> {
                    var body = new MessageBody(settings.bodyBytes());
                    return shape.asynchronous()
                            ? new StreamListener(factory, shape, traffic, number, body)
                            : new StreamConsumer(factory, shape, traffic, number, body);
                })
                .toList();
    }

    private RunResult result(
            List<StreamSender> producers, List<StreamReceiver> consumers, Map<Figure, Double> figures) {
        double checked = producers.stream().mapToLong(StreamSender::sent).sum() * (double) shape.copies();
        return new RunResult(figures, verdict(shape, producers, consumers))
                .with(Latencies.ofSends(
                        producers.stream().map(StreamSender::sendNanos).toList()))
                .with(Latencies.ofArrivals(
                        consumers.stream().map(StreamReceiver::arrivalNanos).toList()))
                .with(Map.of(Figure.CHECKED_MESSAGES, checked));
    }

    /** What the ledgers say: of all receivers together on a queue, of each one on a topic. */
    static String verdict(StreamShape shape, List<StreamSender> producers, List<StreamReceiver> consumers) {
        List<Long> sent = producers.stream().map(StreamSender::sent).toList();
        List<Ledger> ledgers = consumers.stream().map(StreamReceiver::ledger).toList();
        if (!shape.durableTopic()) {
            return Ledger.verdict(ledgers, sent);
        }
        return ledgers.stream()
                .map(ledger -> Ledger.verdict(List.of(ledger), sent))
                .filter(verdict -> !verdict.equals(RunResult.CORRECT))
                .findFirst()
                .map(verdict -> "a subscriber: " + verdict)
                .orElse(RunResult.CORRECT);
    }
}
