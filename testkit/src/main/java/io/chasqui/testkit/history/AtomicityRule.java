package io.chasqui.testkit.history;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Of a transaction whose outcome nobody knows, all consumed messages come back or none. (Its sends are judged by
 * {@link LossRule}, what it consumed together with its sends by {@link LossRule} and {@link AcknowledgeRule}.)
 */
final class AtomicityRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (WorkUnit unit : ledger.units()) {
            if (unit.transaction() && ledger.outcome(unit) == Outcome.UNKNOWN) {
                checkUnit(ledger, unit, report);
            }
        }
    }

    private static void checkUnit(Ledger ledger, WorkUnit unit, Consumer<Violation> report) {
        Set<Spot> spots = ledger.arrivals(unit).stream()
                .map(arrival ->
                        new Spot(arrival.receipt().source(), arrival.receipt().key()))
                .filter(spot -> mustSurvive(ledger, spot))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Spot> returned = spots.stream()
                .filter(spot -> returned(ledger, spot, unit))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!returned.isEmpty() && returned.size() < spots.size()) {
            Set<Spot> gone = new LinkedHashSet<>(spots);
            gone.removeAll(returned);
            report.accept(new Violation(
                    ViolationKind.TORN_TRANSACTION,
                    unit.toString(),
                    "of what it consumed, " + returned + " came back but not " + gone));
        }
    }

    private static boolean mustSurvive(Ledger ledger, Spot spot) {
        SentMessage message = ledger.message(spot.key());
        return message != null && message.persistent();
    }

    private static boolean returned(Ledger ledger, Spot spot, WorkUnit unit) {
        long lastHere = ledger.arrivals(spot).stream()
                .filter(arrival -> arrival.unit().equals(unit))
                .mapToLong(Arrival::tick)
                .max()
                .orElse(0);
        return ledger.remaining(spot) > 0
                || !ledger.asidesOf(spot).isEmpty()
                || ledger.arrivals(spot).stream().anyMatch(arrival -> arrival.tick() > lastHere);
    }
}
