package io.chasqui.testkit.history;

import java.util.Map;

/**
 * What a producer hands to the provider.
 *
 * @param key the sender's name for it
 * @param destination name of the queue or topic, equal to {@link Source#destination()} of those that get it
 * @param unit what settles it
 * @param priority Jakarta Messaging 3.1 §3.4.10, 0 to 9
 * @param persistent whether it survives a crash; a message that does not may be lost, but not be doubled
 * @param digest fingerprint of body and properties, see {@link ContentDigest}
 * @param labels what the selectors of {@link Source#accepts()} look at
 * @param terms its times and its group
 */
public record SentMessage(
        MessageKey key,
        String destination,
        WorkUnit unit,
        int priority,
        boolean persistent,
        String digest,
        Map<String, String> labels,
        Terms terms) {
    /** Copies the labels. */
    public SentMessage {
        labels = Map.copyOf(labels);
    }

    /**
     * A persistent message of priority 4 that does not expire and carries no labels.
     *
     * @param key the sender's name for it
     * @param destination where to
     * @param unit what settles it
     * @param digest fingerprint of its content
     */
    public static SentMessage persistent(MessageKey key, String destination, WorkUnit unit, String digest) {
        return new SentMessage(key, destination, unit, 4, true, digest, Map.of(), Terms.NONE);
    }
}
