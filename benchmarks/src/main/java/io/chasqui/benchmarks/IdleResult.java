package io.chasqui.benchmarks;

import java.util.Locale;

/**
 * What one broker used while nothing happened.
 *
 * @param provider whose
 * @param cpuPercent its processor time in the measured phase, in percent of one core
 * @param status its threads and memory at the end of that phase
 * @param verdict {@link #ALIVE}, or what was wrong in words
 */
record IdleResult(Provider provider, double cpuPercent, ProcessStatus status, String verdict) {

    /** The verdict of a run with all its links, in which each consumer got its message afterwards. */
    static final String ALIVE = "all links, all consumers alive";

    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

    /** A run that did not come to its end. */
    static IdleResult failed(Provider provider, String reason) {
        return new IdleResult(provider, Double.NaN, new ProcessStatus(0, 0, 0), reason);
    }

    /** Whether the figures may be used. */
    boolean alive() {
        return verdict.equals(ALIVE);
    }

    /** One row of the table of the report. */
    String row() {
        if (Double.isNaN(cpuPercent)) {
            return "|" + provider.title() + " |- |- |- |" + inTable(verdict);
        }
        return String.format(
                Locale.ROOT,
                "|%s |%.2f |%d |%.0f |%s",
                provider.title(),
                cpuPercent,
                status.threads(),
                status.residentBytes() / BYTES_PER_MEBIBYTE,
                inTable(verdict));
    }

    private static String inTable(String words) {
        return words.replace("|", "\\|");
    }

    /** One line to read while it runs. */
    String line(int round) {
        if (Double.isNaN(cpuPercent)) {
            return String.format(Locale.ROOT, "idle round %d %-9s %s", round, provider.name(), verdict);
        }
        return String.format(
                Locale.ROOT,
                "idle round %d %-9s %6.2f %% of a core  %,5d threads  %,6.0f MiB  %s",
                round,
                provider.name(),
                cpuPercent,
                status.threads(),
                status.residentBytes() / BYTES_PER_MEBIBYTE,
                verdict);
    }
}
