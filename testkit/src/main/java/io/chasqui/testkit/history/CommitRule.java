package io.chasqui.testkit.history;

import java.util.function.Consumer;

/** Nothing that a transaction sends is seen before somebody begins to commit it, prepared or not. */
final class CommitRule implements HistoryRule {
    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        for (Arrival arrival : ledger.arrivals()) {
            SentMessage message = ledger.message(arrival.receipt().key());
            if (message != null && message.unit().transaction() && arrival.tick() < ledger.endingTick(message.unit())) {
                report.accept(new Violation(
                        ViolationKind.SEEN_BEFORE_COMMIT,
                        message.key() + " at " + arrival.receipt().source(),
                        arrival.receipt().consumer() + " received it before the end of " + message.unit()
                                + " was begun"));
            }
        }
    }
}
