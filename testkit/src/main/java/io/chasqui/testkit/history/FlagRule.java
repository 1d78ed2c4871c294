package io.chasqui.testkit.history;

import java.util.List;
import java.util.function.Consumer;

/** Second deliveries say so, and count. */
final class FlagRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Spot spot : ledger.spots()) {
            List<Arrival> arrivals = ledger.arrivals(spot);
            checkFlags(spot, arrivals, ledger.kills() == 0, report);
            arrivals.forEach(arrival -> checkAgreement(spot, arrival.receipt(), report));
            for (int i = 1; i < arrivals.size(); i++) {
                checkGrowth(spot, arrivals.get(i - 1), arrivals.get(i), report);
            }
        }
    }

    /** At most one receipt goes without the flag, whichever thread came to write it down first. */
    private static void checkFlags(Spot spot, List<Arrival> arrivals, boolean exact, Consumer<Violation> report) {
        List<String> unflagged = arrivals.stream()
                .filter(arrival -> !arrival.receipt().redelivered())
                .map(arrival -> arrival.receipt().consumer() + " at tick " + arrival.tick())
                .toList();
        if (unflagged.size() > 1) {
            report.accept(new Violation(
                    ViolationKind.DUPLICATE_WITHOUT_FLAG,
                    spot.toString(),
                    "received without JMSRedelivered by " + unflagged));
        }
        if (exact && unflagged.isEmpty() && !arrivals.isEmpty()) {
            report.accept(new Violation(
                    ViolationKind.FLAG_WITHOUT_DELIVERY,
                    spot.toString(),
                    "its first receipt was flagged although the broker never crashed"));
        }
    }

    private static void checkAgreement(Spot spot, Receipt receipt, Consumer<Violation> report) {
        if (receipt.redelivered() != (receipt.deliveryCount() > 1) || receipt.deliveryCount() < 1) {
            report.accept(new Violation(
                    ViolationKind.DELIVERY_COUNT,
                    spot.toString(),
                    "JMSRedelivered is " + receipt.redelivered() + " but JMSXDeliveryCount is "
                            + receipt.deliveryCount()));
        }
    }

    /** A crash may forget how often, but never makes the count smaller. */
    private static void checkGrowth(Spot spot, Arrival before, Arrival after, Consumer<Violation> report) {
        int least = before.receipt().deliveryCount() + (before.life() == after.life() ? 1 : 0);
        if (after.receipt().deliveryCount() < least) {
            report.accept(new Violation(
                    ViolationKind.DELIVERY_COUNT,
                    spot.toString(),
                    "JMSXDeliveryCount was " + before.receipt().deliveryCount() + " ("
                            + before.receipt().consumer()
                            + "), then " + after.receipt().deliveryCount() + " ("
                            + after.receipt().consumer() + ")"));
        }
    }
}
