package io.chasqui.testkit.history;

import java.util.List;
import java.util.function.Consumer;

/** Whatever appears was sent, was sent there, was not taken back, is one message and has kept its content. */
final class OriginRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Spot spot : ledger.spots()) {
            SentMessage message = ledger.message(spot.key());
            if (message == null) {
                report.accept(new Violation(
                        ViolationKind.NEVER_SENT,
                        spot.toString(),
                        "it appeared, but no producer has tried to send it"));
            } else {
                checkRoute(ledger, spot, message, report);
                checkContent(ledger.arrivals(spot), message, report);
                checkSingle(ledger, spot, report);
            }
        }
    }

    private static void checkRoute(Ledger ledger, Spot spot, SentMessage message, Consumer<Violation> report) {
        Source source = ledger.source(spot.source());
        if (source == null || !source.takes(message)) {
            report.accept(new Violation(
                    ViolationKind.MISROUTED,
                    spot.toString(),
                    "it was sent to " + message.destination() + " with " + message.labels()
                            + ", which this source does not take"));
        }
        if (ledger.outcome(message.unit()) == Outcome.FAILED) {
            report.accept(new Violation(
                    ViolationKind.FAILED_BUT_APPEARED,
                    spot.toString(),
                    "its " + message.unit() + " had failed or was rolled back"));
        }
    }

    private static void checkContent(List<Arrival> arrivals, SentMessage message, Consumer<Violation> report) {
        for (Arrival arrival : arrivals) {
            Receipt receipt = arrival.receipt();
            if (!receipt.digest().equals(message.digest())) {
                report.accept(new Violation(
                        ViolationKind.CONTENT_CHANGED,
                        message.key() + " at " + receipt.source(),
                        receipt.consumer() + " got content " + receipt.digest() + " but sent was " + message.digest()));
            }
        }
    }

    private static void checkSingle(Ledger ledger, Spot spot, Consumer<Violation> report) {
        List<String> identifiers = ledger.arrivals(spot).stream()
                .map(arrival -> arrival.receipt().messageId())
                .distinct()
                .toList();
        if (identifiers.size() > 1) {
            report.accept(new Violation(
                    ViolationKind.SENT_TWICE, spot.toString(), "one send came as several messages " + identifiers));
        }
        if (ledger.remaining(spot) > 1) {
            report.accept(new Violation(
                    ViolationKind.SENT_TWICE,
                    spot.toString(),
                    "the final inspection found it " + ledger.remaining(spot) + " times"));
        }
    }
}
