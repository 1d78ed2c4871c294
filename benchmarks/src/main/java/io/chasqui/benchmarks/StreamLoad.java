package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** Producers and consumers on one queue; every message of the whole run is checked, warm-up and drain included. */
final class StreamLoad implements Load {

    /** The queue that all producers and consumers use. */
    static final String QUEUE = "benchmark.stream";

    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    private final StreamShape shape;

    StreamLoad(StreamShape shape) {
        this.shape = shape;
    }

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var traffic = new Traffic(settings.aheadMessages());
        List<StreamConsumer> consumers = IntStream.range(0, shape.consumers())
                .mapToObj(number -> new StreamConsumer(factory, shape, traffic, new MessageBody(settings.bodyBytes())))
                .toList();
        List<StreamProducer> producers = IntStream.range(0, shape.producers())
                .mapToObj(number ->
                        new StreamProducer(factory, shape, traffic, number, new MessageBody(settings.bodyBytes())))
                .toList();
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

    private static RunResult result(
            List<StreamProducer> producers, List<StreamConsumer> consumers, Map<Figure, Double> figures) {
        List<Long> sent = producers.stream().map(StreamProducer::sent).toList();
        String verdict =
                Ledger.verdict(consumers.stream().map(StreamConsumer::ledger).toList(), sent);
        double checked = sent.stream().mapToLong(Long::longValue).sum();
        return new RunResult(figures, verdict)
                .with(Latencies.ofSends(
                        producers.stream().map(StreamProducer::sendNanos).toList()))
                .with(Latencies.ofArrivals(
                        consumers.stream().map(StreamConsumer::arrivalNanos).toList()))
                .with(Map.of(Figure.CHECKED_MESSAGES, checked));
    }
}
