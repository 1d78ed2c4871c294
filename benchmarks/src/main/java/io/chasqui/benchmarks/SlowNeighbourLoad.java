package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Fast producers and consumers on two queues, alone or beside a third queue with a slow consumer; only they count. */
final class SlowNeighbourLoad implements Load {

    private static final int FAST_QUEUES = 2;
    private static final int FAST_AHEAD_MESSAGES = 100;
    private static final int SLOW_AHEAD_MESSAGES = 10_000;
    private static final long SLOW_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final boolean withSlowOne;

    SlowNeighbourLoad(boolean withSlowOne) {
        this.withSlowOne = withSlowOne;
    }

    /** Senders and receivers of one queue. */
    private record Lane(
            StreamShape shape, Traffic traffic, List<StreamSender> senders, List<StreamReceiver> receivers) {

        static Lane of(StreamShape shape, Traffic traffic, ConnectionFactory factory, RunSettings settings) {
            return new Lane(
                    shape,
                    traffic,
                    StreamLoad.senders(shape, traffic, factory, settings),
                    StreamLoad.receivers(shape, traffic, factory, settings));
        }

        String verdict() {
            return StreamLoad.verdict(shape, senders, receivers);
        }
    }

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var fastTraffic = new Traffic(FAST_AHEAD_MESSAGES * FAST_QUEUES);
        StreamShape queue = StreamShape.queue(1, 1, DeliveryMode.NON_PERSISTENT);
        List<Lane> fast = new ArrayList<>();
        for (int number = 0; number < FAST_QUEUES; number++) {
            fast.add(Lane.of(queue.on("benchmark.fast." + number), fastTraffic, factory, settings));
        }
        List<Lane> all = new ArrayList<>(fast);
        if (withSlowOne) {
            StreamShape slow = queue.on("benchmark.slow").slowedBy(SLOW_PAUSE_NANOS);
            all.add(Lane.of(slow, new Traffic(SLOW_AHEAD_MESSAGES), factory, settings));
        }
        return run(all, fast, fastTraffic, settings);
    }

    private static RunResult run(List<Lane> all, List<Lane> fast, Traffic fastTraffic, RunSettings settings)
            throws ExecutionException, InterruptedException {
        try (var sending = new Crew();
                var receiving = new Crew()) {
            all.forEach(lane -> lane.receivers().forEach(receiving::start));
            all.forEach(lane -> lane.senders().forEach(sending::start));
            Measurement measured = Measurement.take(sending, fastTraffic, settings);
            all.forEach(lane -> lane.traffic().stopProducing());
            if (!sending.join(END_LIMIT)) {
                return RunResult.failed("a send did not return within " + END_LIMIT);
            }
            all.forEach(lane -> lane.traffic().allSent());
            if (!receiving.join(END_LIMIT)) {
                return RunResult.failed("the queues were not drained within " + END_LIMIT);
            }
            return new RunResult(measured.figures(), verdict(all))
                    .with(Latencies.ofSends(fast.stream()
                            .flatMap(lane -> lane.senders().stream().map(StreamSender::sendNanos))
                            .toList()))
                    .with(Latencies.ofArrivals(fast.stream()
                            .flatMap(lane -> lane.receivers().stream().map(StreamReceiver::arrivalNanos))
                            .toList()))
                    .with(Map.of(Figure.CHECKED_MESSAGES, (double) fastTraffic.receivedMessages()))
                    .with(Snapshot.of(fastTraffic, settings.brokerPid()).peaks());
        }
    }

    private static String verdict(List<Lane> lanes) {
        return lanes.stream()
                .map(Lane::verdict)
                .filter(verdict -> !verdict.equals(RunResult.CORRECT))
                .findFirst()
                .orElse(RunResult.CORRECT);
    }
}
