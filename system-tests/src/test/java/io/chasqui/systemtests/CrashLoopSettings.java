package io.chasqui.systemtests;

import java.security.SecureRandom;

/**
 * How a crash loop runs, from system properties.
 *
 * @param rounds {@code crash.rounds}: how often the broker is killed; 10 unless told
 * @param seed {@code crash.seed}: decides messages, batches and moments of killing; drawn unless told
 * @param messagesPerRound {@code crash.messages}: messages that each producer may send per round; 600 unless told
 */
record CrashLoopSettings(int rounds, long seed, int messagesPerRound) {
    static CrashLoopSettings fromSystemProperties() {
        return new CrashLoopSettings(
                Integer.getInteger("crash.rounds", 10),
                Long.getLong("crash.seed", new SecureRandom().nextLong()),
                Integer.getInteger("crash.messages", 600));
    }

    /** The options that repeat this run, as far as the timing of processes lets it be repeated. */
    String asOptions() {
        return "-Dcrash.rounds=" + rounds + " -Dcrash.seed=" + seed + " -Dcrash.messages=" + messagesPerRound;
    }
}
