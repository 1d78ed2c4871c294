package io.chasqui.testkit.history;

/** What a client was told about a {@link WorkUnit}. */
public enum Outcome {
    /** The call returned: it is done, for good. */
    CONFIRMED,
    /** The call was refused, or the transaction rolled back: nothing of it may ever show. */
    FAILED,
    /** Nobody told the client: done or not done, but not done twice. Also what a unit is that was never settled. */
    UNKNOWN
}
