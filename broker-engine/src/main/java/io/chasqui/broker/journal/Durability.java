package io.chasqui.broker.journal;

import java.util.Locale;

/**
 * What a confirmation of a persistent message or a commit promises, and what a delivery waits for. From weak to strong:
 * of several the greatest counts.
 */
public enum Durability {
    /** In the broker's memory and, soon, in the journal: a kill of the process may lose it. */
    MEMORY,
    /** Handed to the operating system: survives a kill of the process, not a power cut. */
    OS,
    /** Forced to the disk: survives a power cut. */
    DISK;

    /**
     * Reads a durability from configuration.
     *
     * @param text {@code memory}, {@code os} or {@code disk}
     * @throws IllegalArgumentException for anything else
     */
    public static Durability parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "memory" -> MEMORY;
            case "os" -> OS;
            case "disk" -> DISK;
            default ->
                throw new IllegalArgumentException("The durability must be disk, os or memory but is '" + text + "'.");
        };
    }
}
