package io.chasqui.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Requests answered one at a time; the latency is that of a request until its reply is there. */
final class CallLoad implements Load {

    /** Where requests go. */
    static final String REQUESTS = "benchmark.requests";

    /** Where replies go unless they go to a temporary queue. */
    static final String REPLIES = "benchmark.replies";

    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final CallShape shape;

    CallLoad(CallShape shape) {
        this.shape = shape;
    }

    @Override
    public RunResult run(ConnectionFactory factory, RunSettings settings)
            throws ExecutionException, InterruptedException {
        var traffic = new Traffic(settings.aheadMessages());
        var requester = new CallRequester(factory, shape, traffic, new MessageBody(settings.bodyBytes()));
        var responder = new CallResponder(factory, traffic, new MessageBody(settings.bodyBytes()));
        try (var calling = new Crew();
                var answering = new Crew()) {
            answering.start(responder);
            calling.start(requester);
            Measurement measured = Measurement.take(calling, traffic, settings);
            traffic.stopProducing();
            if (!calling.join(END_LIMIT)) {
                return RunResult.failed("a reply did not come within " + END_LIMIT);
            }
            traffic.allSent();
            if (!answering.join(END_LIMIT)) {
                return RunResult.failed("the responder did not end within " + END_LIMIT);
            }
            return new RunResult(measured.figures(), verdict(requester, responder))
                    .with(Latencies.ofSends(List.of(requester.callNanos())))
                    .with(Map.of(Figure.CHECKED_MESSAGES, 2.0 * requester.calls()))
                    .with(Snapshot.of(traffic, settings.brokerPid()).peaks());
        }
    }

    private static String verdict(CallRequester requester, CallResponder responder) {
        String requests = Ledger.verdict(List.of(responder.requests()), List.of(requester.calls()));
        String replies = Ledger.verdict(List.of(requester.replies()), List.of(requester.calls()));
        boolean correct = requests.equals(RunResult.CORRECT) && replies.equals(RunResult.CORRECT);
        return correct ? RunResult.CORRECT : "requests: " + requests + "; replies: " + replies;
    }
}
