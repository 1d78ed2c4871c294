package io.chasqui.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says which workloads became slower: ours against a frozen build of ours that ran in the same rounds.
 *
 * @param atLeast the least ratio of messages per second that passes; 0 lets everything pass
 */
record Guard(double atLeast) {

    /** A line for each workload whose first provider is slower than allowed beside any other, or has no figure. */
    List<String> complaints(Comparison comparison, Results results) {
        List<String> complaints = new ArrayList<>();
        Provider ours = comparison.providers().get(0);
        for (Workload workload : atLeast > 0 ? comparison.workloads() : List.<Workload>of()) {
            for (Provider other :
                    comparison.providers().subList(1, comparison.providers().size())) {
                double ratio = Results.ratio(
                                results.median(workload, ours, Figure.MESSAGES_PER_SECOND),
                                results.median(workload, other, Figure.MESSAGES_PER_SECOND))
                        .orElse(Double.NaN);
                if (!(ratio >= atLeast)) {
                    complaints.add(String.format(
                            Locale.ROOT,
                            "%s: %.2f of the messages per second of %s, at least %.2f expected",
                            workload,
                            ratio,
                            other.title(),
                            atLeast));
                }
            }
        }
        return complaints;
    }
}
