package io.chasqui.testkit.history;

import java.util.function.Consumer;

/**
 * Nothing comes before its delivery time or after its expiration. Producers, broker and consumers share a clock; what is
 * tolerated is what a busy machine needs between looking at the clock and doing something.
 */
final class TimeRule implements HistoryRule {
    /** A clock that is read twice may differ by so much. */
    static final long TOLERANCE_MILLIS = 50;

    /** An application may look at the clock so much later than its provider did. */
    static final long LATE_TOLERANCE_MILLIS = 2_000;

    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Arrival arrival : ledger.arrivals()) {
            Receipt receipt = arrival.receipt();
            Source source = ledger.source(receipt.source());
            if (receipt.receivedAtMillis() != 0 && source != null) {
                Terms terms = ledger.terms(receipt.key());
                checkDue(receipt, terms, report);
                checkExpiration(receipt, terms, report);
                if (source.setAside() == null) {
                    checkAlive(receipt, report);
                }
            }
        }
    }

    private static void checkDue(Receipt receipt, Terms terms, Consumer<Violation> report) {
        long early = terms.dueMillis() - receipt.receivedAtMillis();
        if (terms.delayMillis() > 0 && early > TOLERANCE_MILLIS) {
            report.accept(violation(
                    ViolationKind.DELIVERED_EARLY,
                    receipt,
                    receipt.consumer() + " received it " + early + " ms before its delivery time"));
        }
    }

    private static void checkExpiration(Receipt receipt, Terms terms, Consumer<Violation> report) {
        boolean right = terms.expires()
                ? receipt.expirationMillis() >= terms.expiryMillis() - TOLERANCE_MILLIS
                : receipt.expirationMillis() == 0;
        if (!right) {
            report.accept(violation(
                    ViolationKind.EXPIRATION_CHANGED,
                    receipt,
                    "JMSExpiration is " + receipt.expirationMillis() + " but it was sent at " + terms.sentAtMillis()
                            + " with a time to live of " + terms.timeToLiveMillis() + " ms"));
        }
    }

    private static void checkAlive(Receipt receipt, Consumer<Violation> report) {
        long late = receipt.receivedAtMillis() - receipt.expirationMillis();
        if (receipt.expirationMillis() > 0 && late > LATE_TOLERANCE_MILLIS) {
            report.accept(violation(
                    ViolationKind.DELIVERED_EXPIRED,
                    receipt,
                    receipt.consumer() + " received it " + late + " ms after its expiration"));
        }
    }

    private static Violation violation(ViolationKind kind, Receipt receipt, String text) {
        return new Violation(kind, receipt.key() + " at " + receipt.source(), text);
    }
}
