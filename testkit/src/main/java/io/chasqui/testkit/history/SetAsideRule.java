package io.chasqui.testkit.history;

import java.util.List;
import java.util.function.Consumer;

/**
 * What was set aside, as a dead letter or because it has expired, had a reason for it, is set aside once, and is gone from
 * where it was.
 */
final class SetAsideRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Spot spot : ledger.spots()) {
            Source source = ledger.source(spot.source());
            SentMessage message = ledger.message(spot.key());
            if (source != null && source.setAside() != null && message != null) {
                checkReason(ledger, spot, source.setAside(), report);
                checkGone(ledger, spot, source.setAside(), report);
            }
        }
    }

    private static void checkReason(Ledger ledger, Spot spot, SetAside why, Consumer<Violation> report) {
        if (!why.expired()) {
            checkDeliveries(ledger, spot, why, report);
            return;
        }
        Terms terms = ledger.terms(spot.key());
        if (!terms.expires()) {
            report.accept(early(spot, "it never expires"));
        }
        for (Arrival arrival : ledger.arrivals(spot)) {
            long at = arrival.receipt().receivedAtMillis();
            if (at != 0 && at < terms.expiryMillis() - TimeRule.TOLERANCE_MILLIS) {
                report.accept(early(spot, "it could live for " + (terms.expiryMillis() - at) + " ms more"));
            }
        }
    }

    private static void checkDeliveries(Ledger ledger, Spot spot, SetAside why, Consumer<Violation> report) {
        int deliveries = ledger.arrivals(new Spot(why.from(), spot.key())).size();
        if (deliveries < why.leastDeliveries()) {
            report.accept(early(
                    spot,
                    "it was received " + deliveries + " times at " + why.from() + ", not " + why.leastDeliveries()
                            + " times"));
        }
    }

    private static Violation early(Spot spot, String text) {
        return new Violation(ViolationKind.SET_ASIDE_EARLY, spot.toString(), "set aside, but " + text);
    }

    private static void checkGone(Ledger ledger, Spot aside, SetAside why, Consumer<Violation> report) {
        Spot left = new Spot(why.from(), aside.key());
        long moved =
                ledger.arrivals(aside).stream().mapToLong(Arrival::tick).min().orElse(Long.MAX_VALUE);
        if (ledger.remaining(left) > 0 || ledger.arrivals(left).stream().anyMatch(arrival -> arrival.tick() > moved)) {
            report.accept(twice(aside, "but was still at " + why.from() + " afterwards"));
        }
        if (ledger.arrivals(left).stream().anyMatch(arrival -> ledger.outcome(arrival.unit()) == Outcome.CONFIRMED)) {
            report.accept(twice(aside, "but was acknowledged for good at " + why.from()));
        }
        List<String> others = ledger.asidesOf(left).stream()
                .map(Spot::source)
                .filter(name -> name.compareTo(aside.source()) > 0)
                .toList();
        if (!others.isEmpty()) {
            report.accept(twice(aside, "and so it was at " + others));
        }
    }

    private static Violation twice(Spot spot, String text) {
        return new Violation(ViolationKind.SET_ASIDE_TWICE, spot.toString(), "it was set aside, " + text);
    }
}
