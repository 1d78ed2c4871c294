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

    /**
     * A failure as people can use it. The JVM says with an {@link InternalError}, and nothing more, that a page of a mapped
     * file cannot be had.
     *
     * @param failure any
     * @return one that names the reason and what to do, or the failure itself
     */
    public static Throwable explained(Throwable failure) {
        return failure instanceof InternalError
                ? new JournalFailedException(
                        "A memory-mapped file of the journal or its index cannot be read or written: the disk does not"
                                + " give a page of it, or the file was cut off. Check the disk (dmesg, SMART), run"
                                + " 'chasqui journal verify' on a copy of the data directory, then start the broker"
                                + " again.",
                        failure)
                : failure;
    }
}
