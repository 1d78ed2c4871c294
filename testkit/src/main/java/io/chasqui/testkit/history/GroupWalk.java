package io.chasqui.testkit.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through the receipts of one group at one source in the order of time. */
final class GroupWalk {
    private final Ledger ledger;
    private final String group;
    private final Consumer<Violation> report;

    /** The newest receipt of each message. */
    private final Map<MessageKey, Arrival> newest = new LinkedHashMap<>();

    /** The latest message of each producer session. */
    private final Map<String, MessageKey> latest = new LinkedHashMap<>();

    private @Nullable Arrival before;

    GroupWalk(Ledger ledger, String group, Consumer<Violation> report) {
        this.ledger = ledger;
        this.group = group;
        this.report = report;
    }

    void walk(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            checkOrder(arrival);
            checkReturned(arrival);
            checkSingle(arrival);
            newest.put(arrival.receipt().key(), arrival);
            before = arrival;
        }
    }

    private void checkOrder(Arrival arrival) {
        MessageKey key = arrival.receipt().key();
        if (newest.containsKey(key)) {
            return;
        }
        MessageKey last = latest.put(key.producer(), key);
        if (last != null && last.sequence() > key.sequence()) {
            complain(ViolationKind.OUT_OF_ORDER, arrival, "it was first received after the later " + last);
        }
    }

    /**
     * A message that was rolled back, and comes back, comes before what was sent behind it. A crash in between forgets
     * whose the group is: what a client still holds then does not hold up the others.
     */
    private void checkReturned(Arrival arrival) {
        MessageKey key = arrival.receipt().key();
        newest.forEach((other, last) -> {
            boolean earlier = other.producer().equals(key.producer()) && other.sequence() < key.sequence();
            if (earlier && last.life() == arrival.life() && isBack(last, arrival.tick()) && comesAgain(last)) {
                complain(
                        ViolationKind.OUT_OF_ORDER,
                        arrival,
                        "it was received at tick " + arrival.tick() + " although the earlier " + other
                                + " of its group had come back in " + last.unit());
            }
        });
    }

    private boolean isBack(Arrival last, long tick) {
        return ledger.told(last.unit()) == Outcome.FAILED && ledger.settledTick(last.unit()) < tick;
    }

    /** Otherwise it has left the source, and {@link LossRule} says whether it should have. */
    private boolean comesAgain(Arrival last) {
        Spot spot = new Spot(last.receipt().source(), last.receipt().key());
        return ledger.arrivals(spot).stream().anyMatch(arrival -> arrival.tick() > last.tick());
    }

    /** Nobody else gets one while another is not done with its own. */
    private void checkSingle(Arrival arrival) {
        Arrival other = before;
        if (other == null
                || other.life() != arrival.life()
                || !arrival.brokerUp()
                || other.receipt().consumer().equals(arrival.receipt().consumer())) {
            return;
        }
        if (ledger.endingTick(other.unit()) > arrival.tick()) {
            complain(
                    ViolationKind.GROUP_SPLIT,
                    arrival,
                    arrival.receipt().consumer() + " received it while "
                            + other.receipt().consumer() + " had not yet ended " + other.unit() + " with "
                            + other.receipt().key());
        }
    }

    private void complain(ViolationKind kind, Arrival arrival, String text) {
        Receipt receipt = arrival.receipt();
        report.accept(new Violation(kind, receipt.key() + " of group " + group + " at " + receipt.source(), text));
    }
}
