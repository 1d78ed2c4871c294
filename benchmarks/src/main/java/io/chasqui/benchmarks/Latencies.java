package io.chasqui.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latency histograms of the threads of a run: three significant digits, merged after the threads have ended. */
final class Latencies {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double P50 = 50.0;
    private static final double P99 = 99.0;
    private static final double P999 = 99.9;

    private Latencies() {}

    /** An empty histogram of nanoseconds for one thread. */
    static Histogram histogram() {
        return new Histogram(SIGNIFICANT_DIGITS);
    }

    /** Percentiles of the time that sends, transactions or calls took; nothing when none was timed. */
    static Map<Figure, Double> ofSends(List<Histogram> histograms) {
        Histogram all = merged(histograms);
        if (all.getTotalCount() == 0) {
            return Map.of();
        }
        return Map.of(
                Figure.SEND_P50_MICROS, micros(all, P50),
                Figure.SEND_P99_MICROS, micros(all, P99),
                Figure.SEND_P999_MICROS, micros(all, P999));
    }

    /** Percentiles of the time from send until arrival; nothing when none was timed. */
    static Map<Figure, Double> ofArrivals(List<Histogram> histograms) {
        Histogram all = merged(histograms);
        if (all.getTotalCount() == 0) {
            return Map.of();
        }
        return Map.of(
                Figure.END_TO_END_P50_MICROS, micros(all, P50),
                Figure.END_TO_END_P99_MICROS, micros(all, P99),
                Figure.END_TO_END_P999_MICROS, micros(all, P999));
    }

    private static Histogram merged(List<Histogram> histograms) {
        Histogram all = histogram();
        histograms.forEach(all::add);
        return all;
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
