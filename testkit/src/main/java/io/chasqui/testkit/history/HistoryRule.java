package io.chasqui.testkit.history;

import java.util.function.Consumer;

/** Looks for broken promises of one sort. */
interface HistoryRule {
    /** Reports every violation in the ledger. */
    void check(Ledger ledger, Consumer<Violation> report);
}
