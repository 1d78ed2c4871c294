package io.chasqui.broker.destination;

import java.util.Locale;

/** What becomes of a send to a destination that has reached its {@linkplain DestinationLimit limit}. */
public enum WhenFull {
    /** It waits a bounded time for room, and is refused when none has come. */
    BLOCK,
    /** It is refused at once. */
    REJECT,
    /** The oldest messages that nobody has are removed to make room for it. */
    DROP_OLDEST;

    /**
     * Reads it from configuration.
     *
     * @param text {@code block}, {@code reject} or {@code drop-oldest}
     * @throws IllegalArgumentException for anything else
     */
    public static WhenFull parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "block" -> BLOCK;
            case "reject" -> REJECT;
            case "drop-oldest" -> DROP_OLDEST;
            default ->
                throw new IllegalArgumentException(
                        "A full destination can block, reject or drop-oldest but not '" + text + "'.");
        };
    }
}
