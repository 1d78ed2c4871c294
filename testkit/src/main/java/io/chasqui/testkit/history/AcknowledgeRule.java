package io.chasqui.testkit.history;

import java.util.List;
import java.util.function.Consumer;

/** What was acknowledged for sure is gone: it never comes again, is not found, and nobody else acknowledges it. */
final class AcknowledgeRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Spot spot : ledger.spots()) {
            List<WorkUnit> confirmed = ledger.arrivals(spot).stream()
                    .map(Arrival::unit)
                    .distinct()
                    .filter(unit -> ledger.outcome(unit) == Outcome.CONFIRMED)
                    .toList();
            if (confirmed.size() > 1) {
                report.accept(new Violation(
                        ViolationKind.CONSUMED_TWICE,
                        spot.toString(),
                        "acknowledged for good in each of " + confirmed));
            }
            confirmed.forEach(unit -> checkGone(ledger, spot, unit, report));
        }
    }

    private static void checkGone(Ledger ledger, Spot spot, WorkUnit unit, Consumer<Violation> report) {
        long gone = ledger.settledTick(unit);
        for (Arrival arrival : ledger.arrivals(spot)) {
            if (arrival.tick() > gone) {
                report.accept(new Violation(
                        ViolationKind.REDELIVERED_AFTER_ACKNOWLEDGE,
                        spot.toString(),
                        unit + " was done at tick " + gone + ", but "
                                + arrival.receipt().consumer() + " received it at tick " + arrival.tick()));
            }
        }
        if (ledger.remaining(spot) > 0) {
            report.accept(new Violation(
                    ViolationKind.REDELIVERED_AFTER_ACKNOWLEDGE,
                    spot.toString(),
                    unit + " was done at tick " + gone + ", but the final inspection found it"));
        }
    }
}
