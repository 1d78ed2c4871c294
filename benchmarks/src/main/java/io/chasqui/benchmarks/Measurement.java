package io.chasqui.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The two phases every load goes through.
 *
 * @param figures rates and processor time of the measured phase
 */
record Measurement(Map<Figure, Double> figures) {

    /**
     * Lets the warm-up pass, then measures; ends early when a thread of the crew fails.
     *
     * @throws ExecutionException the failure of that thread
     */
    static Measurement take(Crew crew, Traffic traffic, RunSettings settings)
            throws ExecutionException, InterruptedException {
        crew.pause(Duration.ofSeconds(settings.warmUpSeconds()));
        Snapshot begin = Snapshot.of(traffic, settings.brokerPid());
        traffic.measure(true);
        crew.pause(Duration.ofSeconds(settings.measuredSeconds()));
        traffic.measure(false);
        return new Measurement(begin.until(Snapshot.of(traffic, settings.brokerPid())));
    }
}
