package io.chasqui.systemtests;

import java.security.SecureRandom;

/**
 * How a loop of mishaps runs, from system properties that begin with the loop's name.
 *
 * @param name what the properties begin with: {@code crash} or {@code cut}
 * @param rounds {@code NAME.rounds}: how often it strikes
 * @param seed {@code NAME.seed}: decides messages, batches and moments; drawn unless told
 * @param messagesPerRound {@code NAME.messages}: messages that each producer may send per round; 600 unless told
 * @param bodyBytes {@code NAME.body}: upper limit of ordinary bodies, a few are larger; 4,000 unless told
 * @param workPerRound {@code NAME.work}: transactions, sends and acknowledgements that must be done before most mishaps; 60
 *     unless told
 */
record LoopSettings(String name, int rounds, long seed, int messagesPerRound, int bodyBytes, int workPerRound) {
    static LoopSettings fromSystemProperties(String name, int rounds) {
        return new LoopSettings(
                name,
                Integer.getInteger(name + ".rounds", rounds),
                Long.getLong(name + ".seed", new SecureRandom().nextLong()),
                Integer.getInteger(name + ".messages", 600),
                Integer.getInteger(name + ".body", 4_000),
                Integer.getInteger(name + ".work", 60));
    }

    /** The options that repeat this run, as far as the timing of processes lets it be repeated. */
    String asOptions() {
        return option("rounds", rounds)
                + option("seed", seed)
                + option("messages", messagesPerRound)
                + option("body", bodyBytes)
                + option("work", workPerRound).strip();
    }

    private String option(String property, long value) {
        return "-D" + name + "." + property + "=" + value + " ";
    }
}
