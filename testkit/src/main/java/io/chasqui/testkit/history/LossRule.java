package io.chasqui.testkit.history;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A message that was accepted is consumed in the end, or still there. */
final class LossRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (SentMessage message : ledger.messages()) {
            if (message.persistent() && ledger.outcome(message.unit()) == Outcome.CONFIRMED) {
                checkMessage(ledger, message, report);
            }
        }
    }

    private static void checkMessage(Ledger ledger, SentMessage message, Consumer<Violation> report) {
        for (Source source : ledger.expectedAt(message)) {
            Violation violation = lossAt(ledger, new Spot(source.name(), message.key()), message.unit());
            if (violation != null) {
                report.accept(violation);
            }
        }
    }

    private static @Nullable Violation lossAt(Ledger ledger, Spot spot, WorkUnit sentIn) {
        List<Spot> asides = ledger.asidesOf(spot);
        if (!asides.isEmpty()) {
            return lossAt(ledger, asides.get(0), sentIn);
        }
        List<Arrival> arrivals = ledger.arrivals(spot);
        if (ledger.remaining(spot) > 0 || consumed(ledger, arrivals)) {
            return null;
        }
        return arrivals.isEmpty() ? neverCame(ledger, spot, sentIn) : neverReturned(ledger, spot, arrivals);
    }

    /** A receipt of unknown end counts only if it is the last one: a later one proves that it was not acknowledged. */
    private static boolean consumed(Ledger ledger, List<Arrival> arrivals) {
        return arrivals.stream().anyMatch(arrival -> ledger.outcome(arrival.unit()) == Outcome.CONFIRMED)
                || (!arrivals.isEmpty()
                        && ledger.outcome(arrivals.get(arrivals.size() - 1).unit()) == Outcome.UNKNOWN);
    }

    private static Violation neverCame(Ledger ledger, Spot spot, WorkUnit sentIn) {
        if (ledger.told(sentIn) == Outcome.CONFIRMED) {
            return new Violation(
                    ViolationKind.LOST,
                    spot.toString(),
                    sentIn + " was confirmed, but it was never received nor found");
        }
        ViolationKind kind = sentIn.transaction() ? ViolationKind.TORN_TRANSACTION : ViolationKind.LOST;
        return new Violation(
                kind,
                spot.toString(),
                "the outcome of " + sentIn + " is unknown, but something of it appeared while this did not");
    }

    private static Violation neverReturned(Ledger ledger, Spot spot, List<Arrival> arrivals) {
        Arrival last = arrivals.get(arrivals.size() - 1);
        if (ledger.told(last.unit()) == Outcome.UNKNOWN) {
            return new Violation(
                    ViolationKind.TORN_TRANSACTION,
                    spot.toString(),
                    last.unit() + " consumed it and its sends never appeared, but it did not come back");
        }
        return new Violation(
                ViolationKind.LOST,
                spot.toString(),
                "it was received, last in " + last.unit() + " which was rolled back, but it did not come back");
    }
}
