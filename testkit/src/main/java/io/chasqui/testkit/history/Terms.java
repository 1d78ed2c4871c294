package io.chasqui.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * When a message may be delivered, and to whom its group belongs.
 *
 * @param group {@code JMSXGroupID}, or null
 * @param sentAtMillis the wall clock just before it was sent, in milliseconds
 * @param delayMillis its delivery delay, 0 for none
 * @param timeToLiveMillis its time to live, 0 for ever
 */
public record Terms(@Nullable String group, long sentAtMillis, long delayMillis, long timeToLiveMillis) {
    /** At once, for ever, in no group. */
    public static final Terms NONE = new Terms(null, 0, 0, 0);

    /** The earliest moment of a delivery. */
    long dueMillis() {
        return sentAtMillis + delayMillis;
    }

    /** The earliest moment at which it may have expired; only of use if it can. */
    long expiryMillis() {
        return sentAtMillis + timeToLiveMillis;
    }

    /** Whether its time ever ends. */
    boolean expires() {
        return timeToLiveMillis > 0;
    }
}
