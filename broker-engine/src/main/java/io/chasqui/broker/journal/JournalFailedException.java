package io.chasqui.broker.journal;

import java.io.IOException;

/** A journal operation failed for good: the broker stops, and what is not confirmed is resolved after its restart. */
public final class JournalFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A final failure.
     *
     * @param message what failed, on which file, and what to do
     * @param cause the reason
     */
    public JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A failed call to the disk.
     *
     * @param what what failed, on which file; a sentence
     * @param advice what to do; a sentence
     * @param cause what the system said
     */
    public static JournalFailedException of(String what, String advice, IOException cause) {
        return new JournalFailedException(what + " Reason: " + FailureReason.of(cause) + ". " + advice, cause);
    }
}
