package io.chasqui.protocol;

import java.time.Duration;

/**
 * What client and broker must agree on so that a command whose answer was lost is never done twice: a client that comes back
 * repeats it, and the broker has to know it still.
 */
public final class Reattachment {
    /** For so long at most a client tries to come back over a new link, once it has found the old one lost. */
    public static final Duration LONGEST_ABSENCE = Duration.ofDays(1);

    /**
     * For so long a broker knows the commands of a session that it has lost: longer than any absence, because it may find
     * the link lost up to two hours, twice the longest heartbeat interval, before the client does.
     */
    public static final Duration MEMORY = LONGEST_ABSENCE.plusHours(3);

    private Reattachment() {}
}
