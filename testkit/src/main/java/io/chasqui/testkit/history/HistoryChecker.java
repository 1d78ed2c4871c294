package io.chasqui.testkit.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Says which promises of Jakarta Messaging and of Chasqui a {@link History} shows broken.
 *
 * <p>A history has to be complete: every source was drained or inspected at the end, with what was found written down as
 * received or remaining. The checker never blames a broker for what a client cannot know: of an unknown outcome either
 * half is fine, as long as all that is seen fits to one of them.
 */
public final class HistoryChecker {
    private static final List<HistoryRule> RULES = List.of(
            new OriginRule(),
            new LossRule(),
            new FlagRule(),
            new AcknowledgeRule(),
            new OrderRule(),
            new AtomicityRule(),
            new CommitRule(),
            new SetAsideRule(),
            new TimeRule(),
            new GroupRule());

    private HistoryChecker() {}

    /**
     * Checks a history.
     *
     * @param history what the clients wrote down
     * @return every violation, empty if all promises were kept
     * @throws IllegalArgumentException if the history itself is wrong, for instance names a message twice
     */
    public static List<Violation> check(History history) {
        Ledger ledger = new Ledger(history.events());
        List<Violation> violations = new ArrayList<>();
        RULES.forEach(rule -> rule.check(ledger, violations::add));
        return List.copyOf(violations);
    }

    /**
     * Counts a history.
     *
     * @param history what the clients wrote down
     * @throws IllegalArgumentException if the history itself is wrong, for instance names a message twice
     */
    public static HistorySummary summarise(History history) {
        Ledger ledger = new Ledger(history.events());
        List<Arrival> arrivals = ledger.arrivals();
        return new HistorySummary(
                ledger.messages().size(),
                told(ledger, Outcome.CONFIRMED),
                told(ledger, Outcome.FAILED),
                told(ledger, Outcome.UNKNOWN),
                arrivals.size(),
                arrivals.stream()
                        .filter(arrival -> arrival.receipt().redelivered())
                        .count(),
                ledger.spots().stream().mapToLong(ledger::remaining).sum(),
                ledger.spots().stream().filter(ledger::isAside).count(),
                ledger.kills());
    }

    private static long told(Ledger ledger, Outcome outcome) {
        return ledger.messages().stream()
                .filter(message -> ledger.told(message.unit()) == outcome)
                .count();
    }
}
