package io.chasqui.broker.journal;

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
}
