package io.chasqui.broker.loop;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.BrokerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What open transactions and prepared branches are to send: it lies in the journal and in no queue, and may do so for days.
 * It can be moved as long as nobody else reads it.
 */
final class Unsent {
    private final BrokerState state;
    private final Supplier<List<Payload>> staged;

    /**
     * Who is to send a payload.
     *
     * @param branch number of the prepared branch, 0 for an open transaction
     * @param send which of the branch's messages, counted from 0
     */
    record Sender(int branch, int send) {
        private static final Sender OPEN = new Sender(0, 0);

        boolean isPrepared() {
            return branch != 0;
        }
    }

    /**
     * Of one broker.
     *
     * @param state has the prepared branches
     * @param staged what open transactions are to send
     */
    Unsent(BrokerState state, Supplier<List<Payload>> staged) {
        this.state = state;
        this.staged = staged;
    }

    /** What is unsent now, lies in a segment at least in part, and can be moved. */
    Map<Payload, Sender> in(int segment) {
        Map<Payload, Sender> found = new LinkedHashMap<>();
        for (Payload payload : staged.get()) {
            if (isMovable(payload, segment)) {
                found.put(payload, Sender.OPEN);
            }
        }
        for (BranchState branch : state.branches().all()) {
            for (int i = 0; i < branch.sends().size(); i++) {
                Payload payload = branch.sends().get(i).payload();
                if (isMovable(payload, segment)) {
                    found.put(payload, new Sender(branch.number(), i));
                }
            }
        }
        return found;
    }

    /** Nobody else has it, and all of it has a place. */
    private static boolean isMovable(Payload payload, int segment) {
        return payload.holds() == 1
                && payload.places().stream().anyMatch(place -> place.segment() == segment)
                && payload.places().stream().mapToLong(Place::length).sum() == payload.length();
    }

    /** How many places of what is unsent and can be moved lie in a segment. */
    int placesIn(int segment) {
        int count = 0;
        for (Payload payload : in(segment).keySet()) {
            for (Place place : payload.places()) {
                count += place.segment() == segment ? 1 : 0;
            }
        }
        return count;
    }
}
