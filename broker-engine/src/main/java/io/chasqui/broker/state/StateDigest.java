package io.chasqui.broker.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable state as lines of text, equal for equal states: two brokers, or a broker before a crash and after its
 * replay, can be compared by it. Volatile messages and queues, places, counters that volatile messages share and all soft
 * state are left out.
 */
public final class StateDigest {
    private StateDigest() {}

    /** The lines, in a fixed order. */
    public static List<String> of(BrokerState state) {
        List<String> lines = new ArrayList<>();
        visit(state, lines::add);
        return lines;
    }

    /**
     * Shows the lines, in a fixed order, and keeps none of them.
     *
     * @param lines takes each
     */
    public static void visit(BrokerState state, Consumer<String> lines) {
        for (QueueState queue : state.queues()) {
            if (!queue.isVolatile()) {
                lines.accept("queue " + queue.number() + " " + queue.destination() + " " + queue.subscription()
                        + " horizon " + queue.horizon());
                queue.forEach(entry -> {
                    if (!entry.isVolatile()) {
                        lines.accept(line(entry));
                    }
                });
            }
        }
        for (SessionWindow window : state.windows()) {
            lines.accept("session " + window.number() + " " + window.key() + " decided " + window.decided()
                    + " refused " + window.refusals());
        }
        for (BranchState branch : state.branches().all()) {
            lines.accept("branch " + branch.head() + " " + branch.decision() + " consumed " + branch.deliveries());
            branch.sends()
                    .forEach(send -> lines.accept("branch " + branch.number() + " sends to " + send.destination()
                            + " bytes " + send.payload().length()));
        }
        lines.accept("broker " + state.identity());
    }

    private static String line(MessageEntry entry) {
        return "message " + entry.queue().number() + "/" + entry.sequence() + " priority " + entry.priority()
                + " expires " + entry.expirationMillis() + " due "
                + entry.deliveryTimeMillis() + " bytes "
                + entry.payload().length() + " releases "
                + entry.releases() + " annotations "
                + Arrays.hashCode(entry.annotations()) + " exposed " + entry.exposed() + "/" + entry.exposedSingly();
    }
}
