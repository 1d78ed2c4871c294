package io.chasqui.tck.broker;

import java.util.Locale;

/** How clients reach a broker of this JVM. */
public enum Reach {
    /** Inside the JVM. */
    VM,
    /** Over TCP, on a free port of the loopback address. */
    TCP;

    /**
     * Reads it from configuration.
     *
     * @param text {@code vm} or {@code tcp}
     * @throws IllegalArgumentException for anything else
     */
    public static Reach parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "vm" -> VM;
            case "tcp" -> TCP;
            default -> throw new IllegalArgumentException("The transport must be vm or tcp but is '" + text + "'.");
        };
    }
}
