package io.chasqui.samples.quickstart;

import java.util.Locale;

/**
 * The table at the end of a run.
 *
 * @param account the sums
 * @param seconds from the first send to the last delivery
 */
record Report(Account account, double seconds) {

    /** The table with its lines' ends. */
    String table() {
        StringBuilder table = new StringBuilder();
        count(table, "sent and confirmed", account.confirmed());
        count(table, "received", account.received());
        for (Route route : Route.values()) {
            count(table, "  by the " + route.reader(), account.receivedBy().getOrDefault(route, 0L));
        }
        count(table, "redelivered with the flag", account.redelivered());
        count(table, "duplicated without the flag", account.duplicated());
        count(table, "lost", account.lost());
        countIfAny(table, "sent again after a rollback", account.resent());
        countIfAny(table, "of unknown outcome", account.unknown());
        countIfAny(table, "again after settlement", account.afterSettlement());
        countIfAny(table, "altered or at the wrong reader", account.wrong());
        table.append(String.format(Locale.ROOT, "  %-38s %,12.2f%n", "seconds", seconds));
        count(table, "messages per second", Math.round(account.received() / Math.max(seconds, 0.001)));
        return table.toString();
    }

    private static void count(StringBuilder table, String label, long value) {
        table.append(String.format(Locale.ROOT, "  %-38s %,12d%n", label, value));
    }

    private static void countIfAny(StringBuilder table, String label, long value) {
        if (value != 0) {
            count(table, label, value);
        }
    }
}
