package io.chasqui.protocol;

import java.util.OptionalInt;

/**
 * The versions of the protocol that this code speaks, and the choice of the one that two peers have in common. Frames
 * change their layout only with the version.
 */
public final class ProtocolVersion {
    /** Lowest version spoken. */
    public static final int LEAST = 1;

    /** Highest version spoken. */
    public static final int CURRENT = 1;

    private ProtocolVersion() {}

    /**
     * The highest version that both sides speak.
     *
     * @param least lowest version the peer speaks
     * @param greatest highest version the peer speaks
     * @return the version; empty when there is none in common or the peer's range is empty
     */
    public static OptionalInt negotiate(int least, int greatest) {
        int version = Math.min(greatest, CURRENT);
        return version >= Math.max(least, LEAST) ? OptionalInt.of(version) : OptionalInt.empty();
    }

    /** Whether a version chosen by the peer is one that this code speaks. */
    public static boolean isSpoken(int version) {
        return version >= LEAST && version <= CURRENT;
    }

    /** The versions spoken, for messages to people. */
    public static String range() {
        return LEAST + ".." + CURRENT;
    }
}
