package io.chasqui.testkit.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * First deliveries at a source with one consumer at a time keep the order of sending, per producer session, priority and
 * delivery mode (Jakarta Messaging 3.1 §6.2.7).
 */
final class OrderRule implements HistoryRule {
    private record Lane(String source, String producer, int priority, boolean persistent) {}

    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        Map<Lane, Receipt> newest = new HashMap<>();
        Set<Spot> seen = new HashSet<>();
        for (Arrival arrival : ledger.arrivals()) {
            Receipt receipt = arrival.receipt();
            Lane lane = lane(ledger, receipt);
            if (lane != null && seen.add(new Spot(receipt.source(), receipt.key()))) {
                checkNext(newest.put(lane, receipt), receipt, report);
            }
        }
    }

    /** Where its order counts, or null if it does not. */
    private static @Nullable Lane lane(Ledger ledger, Receipt receipt) {
        Source source = ledger.source(receipt.source());
        SentMessage message = ledger.message(receipt.key());
        if (source == null || !source.ordered() || message == null) {
            return null;
        }
        return new Lane(source.name(), receipt.key().producer(), message.priority(), message.persistent());
    }

    private static void checkNext(@Nullable Receipt before, Receipt receipt, Consumer<Violation> report) {
        if (before != null && before.key().sequence() > receipt.key().sequence()) {
            report.accept(new Violation(
                    ViolationKind.OUT_OF_ORDER,
                    receipt.key() + " at " + receipt.source(),
                    "it was first received after the later " + before.key()));
        }
    }
}
